// SPDX-License-Identifier: MIT
using CompileTimeBenchmark;

namespace UserProjectBenchmark;

/// <summary>What one network costs in a project of its own, a program that classifies an empty image.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Clean">A build without anything of an earlier one; packages are restored.</param>
/// <param name="NoChange">A build with nothing to do.</param>
/// <param name="TouchedModel">A build after the model has changed.</param>
/// <param name="TouchedSource">A build after the program has changed.</param>
/// <param name="Lower">The compiler's own part: its process, from start to end.</param>
/// <param name="Editing">What an IDE waits for.</param>
/// <param name="AssemblyBytes">The managed program.</param>
/// <param name="NativeBytes">The native program.</param>
internal sealed record ProjectFigures(
    string Network,
    Summary Clean,
    Summary NoChange,
    Summary TouchedModel,
    Summary TouchedSource,
    Summary Lower,
    Editing Editing,
    long AssemblyBytes,
    long NativeBytes)
{
    /// <summary>Makes a project and builds it.</summary>
    public static ProjectFigures Measure(Feed feed, string model, string inputScale, int runs)
    {
        string network = Path.GetFileNameWithoutExtension(model);
        Console.Error.WriteLine($"measuring {network}");
        string folder = feed.NewFolder();
        string project = Path.Combine(folder, "App.csproj"), program = Path.Combine(folder, "Program.cs");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="BnnCompiler" Version="0.1.0" />
                <BnnModel Include="{Path.GetFileName(model)}" InputScale="{inputScale}" Namespace="Networks" ClassName="Network" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(program, "using Networks;\nSystem.Console.WriteLine(Network.Classify(new byte[Network.InputLength]));\n");
        model = Copy(model, folder);
        MeasuredRun.Of("dotnet", "restore", project);

        var clean = Summary.Of([.. Repeat(() => DeleteOutputs(folder))]);
        var noChange = Summary.Of([.. Repeat(() => { })]);
        var touchedModel = Summary.Of([.. Repeat(() => File.SetLastWriteTimeUtc(model, DateTime.UtcNow))]);
        var touchedSource = Summary.Of([.. Repeat(() => File.AppendAllText(program, "// \n"))]);
        string lowered = Path.Combine(folder, "obj/Release/net10.0/bnn", network + ".bnn");
        string[] scale = inputScale.Length == 0 ? [] : ["--input-scale", inputScale];
        string[] lowering =
            ["exec", Path.Combine(AppContext.BaseDirectory, "bnnc.dll"), "lower", model, .. scale, "-o", Path.Combine(folder, "lowered.bnn")];
        var lower = Summary.Of([.. Enumerable.Range(0, runs).Select(_ => MeasuredRun.Of("dotnet", lowering))]);
        MeasuredRun.Of("dotnet", "publish", project, "-c", "Release", "-o", Path.Combine(folder, "out"));
        return new(
            network,
            clean,
            noChange,
            touchedModel,
            touchedSource,
            lower,
            Editing.Measure(lowered),
            new FileInfo(Path.Combine(folder, "bin/Release/net10.0/App.dll")).Length,
            new FileInfo(Path.Combine(folder, "out/App")).Length);

        IEnumerable<MeasuredRun> Repeat(Action prepare)
        {
            for (int i = 0; i < runs; i++)
            {
                prepare();
                yield return MeasuredRun.Of("dotnet", "build", project, "-c", "Release", "--no-restore");
            }
        }
    }

    private static string Copy(string file, string folder)
    {
        string copy = Path.Combine(folder, Path.GetFileName(file));
        File.Copy(file, copy);
        return copy;
    }

    private static void DeleteOutputs(string folder)
    {
        foreach (string outputs in (string[])["bin", "obj/Release"])
        {
            if (Directory.Exists(Path.Combine(folder, outputs)))
                Directory.Delete(Path.Combine(folder, outputs), recursive: true);
        }
    }
}
