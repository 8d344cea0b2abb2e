// SPDX-License-Identifier: MIT
using BenchmarkModels;
using BnnCompiler.BinaryNet;
using BnnCompiler.EndToEnd.Tests;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Onnx;

namespace BnnCompiler.Packaging.Tests;

/// <summary>What a project with <c>BnnModel</c> items does when it is built, built again, changed, cleaned and published.</summary>
[Collection(PackageTests.Name)]
public class ProjectBuildTests(PackageFeed feed)
{
    private const string Lowering = "bnnc: lowering Models/digits.onnx";

    [Fact]
    public void A_model_is_lowered_once_and_again_when_it_or_an_option_changes()
    {
        var project = new UserProject(feed);
        Assert.Contains(Lowering, project.Build(), StringComparison.Ordinal);
        Assert.Equal("3\n7\n", project.Run("net10.0", UserProject.Digit(3), UserProject.Digit(7)));
        Assert.Equal(["digits.bnn", "digits.rsp"], project.LoweredFiles());

        string assembly = project.PathOf("bin/Debug/net10.0/App.dll");
        var built = File.GetLastWriteTimeUtc(assembly);
        Assert.DoesNotContain(Lowering, project.Build(), StringComparison.Ordinal);
        Assert.Equal(built, File.GetLastWriteTimeUtc(assembly));

        File.SetLastWriteTimeUtc(project.PathOf("Models/digits.onnx"), DateTime.UtcNow);
        Assert.Contains(Lowering, project.Build(), StringComparison.Ordinal);

        // A network on p instead of p / 255: another text.
        string before = File.ReadAllText(project.PathOf("obj/Debug/net10.0/bnn/digits.bnn"));
        project.Write("App.csproj", File.ReadAllText(project.PathOf("App.csproj")).Replace("1/255", "1", StringComparison.Ordinal));
        Assert.Contains(Lowering, project.Build(), StringComparison.Ordinal);
        Assert.NotEqual(before, File.ReadAllText(project.PathOf("obj/Debug/net10.0/bnn/digits.bnn")));

        // Another file of the same name, older than everything.
        Directory.CreateDirectory(project.PathOf("Older"));
        File.Copy(UserProject.DigitsModel, project.PathOf("Older/digits.onnx"));
        File.SetLastWriteTimeUtc(project.PathOf("Older/digits.onnx"), DateTime.UtcNow.AddYears(-1));
        project.Write("App.csproj", File.ReadAllText(project.PathOf("App.csproj")).Replace(
            "Models/digits.onnx", "Older/digits.onnx", StringComparison.Ordinal));
        Assert.Contains("bnnc: lowering Older/digits.onnx", project.Build(), StringComparison.Ordinal);

        // Another version of the compiler.
        Assert.Contains("bnnc: lowering", project.Build($"-p:BnnCompilerTool={Path.Combine(AppContext.BaseDirectory, "bnnc.dll")}"),
            StringComparison.Ordinal);

        PackageFeed.Require(project.Dotnet("clean", "-v:q"));
        Assert.Empty(project.LoweredFiles());
    }

    [Fact]
    public void The_generated_code_is_the_command_lines_byte_for_byte()
    {
        var project = new UserProject(feed);
        project.Build();
        PackageFeed.Require(project.Dotnet("exec", Path.Combine(AppContext.BaseDirectory, "bnnc.dll"),
            "compile", "Models/digits.onnx", "--input-scale", "1/255", "--namespace", "My.Models", "--class", "Digits", "-o", "expected"));
        string[] files = [.. Directory.EnumerateFiles(project.PathOf("expected")).Order(StringComparer.Ordinal)];
        Assert.Equal(["Digits.Weights.g.cs", "Digits.g.cs"], files.Select(Path.GetFileName));
        string generated = project.PathOf("obj/Debug/net10.0/generated/BnnCompiler.SourceGenerator/BnnCompiler.SourceGenerator.BnnGenerator");

        // The C# compiler writes a byte order mark in front of what a generator gave it.
        Assert.All(files, file =>
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(generated, "My.Models." + Path.GetFileName(file)))));
    }

    [Fact]
    public void Large_weights_are_embedded_and_leave_with_the_model()
    {
        const string Program = """
            using System;
            var scores = new float[10];
            Networks.Wide.Run(new byte[Networks.Wide.InputLength], scores);
            Console.WriteLine(string.Join(' ', scores));
            """;
        var project = new UserProject(feed, """<BnnModel Include="Models/wide.onnx" Namespace="Networks" />""", Program);
        var shape = new NetworkShape("wide", "784-3072-3072-10", 1, 28, [], [3072, 3072, 10], NormalizesScores: true);
        File.WriteAllBytes(project.PathOf("Models/wide.onnx"), OnnxExporter.Export(RandomModel.Of(shape), OnnxDialect.Qonnx));
        project.Build();
        Assert.Equal(["wide.bnn", "wide.rsp", "wide.weights"], project.LoweredFiles());
        Assert.InRange(new FileInfo(project.PathOf("bin/Debug/net10.0/App.dll")).Length, 1_400_000, 2_000_000);
        Assert.Equal(Expected("Models/wide.onnx"),
            project.Run("net10.0").Split(' ').Select(score => float.Parse(score, System.Globalization.CultureInfo.InvariantCulture)));

        // The same file name, a small network: no weights are left from the large one.
        File.Copy(UserProject.DigitsModel, project.PathOf("Models/wide.onnx"), overwrite: true);
        File.SetLastWriteTimeUtc(project.PathOf("Models/wide.onnx"), DateTime.UtcNow);
        project.Write("App.csproj", File.ReadAllText(project.PathOf("App.csproj")).Replace(
            "Namespace=", "InputScale=\"1/255\" Namespace=", StringComparison.Ordinal));
        project.Build();
        Assert.Equal(["wide.bnn", "wide.rsp"], project.LoweredFiles());
        Assert.InRange(new FileInfo(project.PathOf("bin/Debug/net10.0/App.dll")).Length, 1_000, 100_000);

        float[] Expected(string model)
        {
            project.Write("zeros.raw", new string('\0', 784));
            PackageFeed.Require(project.Dotnet("exec", Path.Combine(AppContext.BaseDirectory, "bnnc.dll"),
                "run", model, "--input", "zeros.raw", "--engine", "interpreter", "--output", "scores.npy", "--quiet"));
            byte[] npy = File.ReadAllBytes(project.PathOf("scores.npy"));
            return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(npy.AsSpan(npy.Length - 40)).ToArray();
        }
    }

    [Fact]
    public void A_class_in_the_code_is_completed()
    {
        const string Program = """
            using System;
            using BnnCompiler.Runtime;
            using BnnCompiler.Runtime.Inputs;
            foreach (string file in args)
                Console.WriteLine(Mine.Reader.Classify(InputFile.Read(file, Mine.Reader.Instance.InputShape).Pixels(0)));
            namespace Mine
            {
                [BnnModel("digits.bnn")] internal static partial class Reader;
            }
            """;
        var project = new UserProject(feed, """<BnnModel Include="Models/digits.onnx" InputScale="1/255" />""", Program, name: "my-app");
        project.Build();
        Assert.Equal("4\n", project.Run("net10.0", UserProject.Digit(4)));
    }

    [Fact]
    public void Two_models_are_two_classes()
    {
        var project = new UserProject(
            feed,
            UserProject.DigitsItem + """<BnnModel Include="Models/second.bnn" Namespace="My.Models" Accessibility="internal" />""",
            UserProject.DigitsProgram + "Console.WriteLine((Second.ClassCount, typeof(Second).IsPublic, typeof(Digits).IsPublic));");
        PackageFeed.Require(project.Dotnet("exec", Path.Combine(AppContext.BaseDirectory, "bnnc.dll"),
            "import", "Models/digits.onnx", "--input-scale", "1/255", "-o", "Models/second.bnn"));
        project.Write("Models/second.bnn", File.ReadAllText(project.PathOf("Models/second.bnn")).Replace(
            "graph digits", "graph second", StringComparison.Ordinal));
        project.Build();
        Assert.Equal("2\n(10, False, True)\n", project.Run("net10.0", UserProject.Digit(2)));
        string items = PackageFeed.Require(project.Dotnet("msbuild", "-getItem:UpToDateCheckInput", "-getItem:Watch")).Output;
        Assert.Equal(4, items.Split("\"Identity\": \"Models/").Length - 1);
    }

    [Fact]
    public void Parameters_become_a_class_by_the_architecture_that_is_stated_beside_them()
    {
        const string Program = """
            using System;
            var scores = new float[1];
            Networks.Two.Run([255, 0, 0], scores);
            Console.WriteLine(scores[0]);
            """;
        var project = new UserProject(feed, """<BnnModel Include="Models/two.npz" Architecture="mlp:3-1" Namespace="Networks" />""", Program);
        var model = new BinaryNetModel(
            "two", Architecture.Parse("mlp:3-1"), [new([1, 1, -1], [0], [0], [1], [0], [2])], PixelScaling.FromMinusOneToOne);
        File.WriteAllBytes(project.PathOf("Models/two.npz"), model.ToNpz());
        project.Build();

        // (1 - 1 + 1) * 2
        Assert.Equal("2\n", project.Run("net10.0"));
    }

    [Fact]
    public void A_root_namespace_that_is_none_becomes_one()
    {
        var project = new UserProject(
            feed, """<BnnModel Include="Models/digits.onnx" InputScale="1/255" />""", "System.Console.WriteLine(_3d_app.Digits.ClassCount);",
            name: "3d-app");
        project.Build();
        Assert.Equal("10\n", project.Run("net10.0"));
    }

    [Fact]
    public void A_project_for_two_frameworks_runs_on_both()
    {
        var project = new UserProject(feed, frameworks: "net8.0;net10.0");
        project.Build();
        Assert.Equal("5\n", project.Run("net8.0", UserProject.Digit(5)));
        Assert.Equal("5\n", project.Run("net10.0", UserProject.Digit(5)));
    }

    [Fact]
    public void A_program_for_the_oldest_framework_runs_on_its_own_runtime()
    {
        var project =
            new UserProject(feed, frameworks: "net8.0", program: UserProject.DigitsProgram + "Console.WriteLine(Environment.Version.Major);");
        PackageFeed.Require(project.Dotnet("publish", "-r", "linux-x64", "--self-contained", "-o", "out", "-v:q"));
        Assert.Equal("6\n8\n", PackageFeed.Require(ChildProcess.Run(project.PathOf("out/App"), [UserProject.Digit(6)])).Output);
    }

    [FactWithTools("gcc")]
    public void A_native_program_is_published_without_a_warning()
    {
        var project = new UserProject(feed);
        var publish = PackageFeed.Require(project.Dotnet("publish", "-p:PublishAot=true", "-o", "out", "-v:m"));
        Assert.DoesNotContain("warning", publish.Output, StringComparison.Ordinal);
        Assert.Equal("8\n", PackageFeed.Require(ChildProcess.Run(project.PathOf("out/App"), [UserProject.Digit(8)])).Output);
    }

    /// <summary>
    /// What an IDE does for its own model of the project, at every change: nothing is lowered again, and the compiler gets the network.
    /// </summary>
    [Fact]
    public void A_design_time_build_hands_the_network_to_the_compiler_and_lowers_nothing_twice()
    {
        var project = new UserProject(feed);
        project.Build();

        // Else there would be nothing to compile, and so nothing to see.
        File.SetLastWriteTimeUtc(project.PathOf("Program.cs"), DateTime.UtcNow);
        string[] arguments =
        [
            "msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-v:m",
            "-getItem:CscCommandLineArgs",
        ];
        var run = PackageFeed.Require(project.Dotnet(arguments));
        Assert.Contains("/additionalfile:obj/Debug/net10.0/bnn/digits.bnn", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lowering", run.Output + run.Errors, StringComparison.Ordinal);
        string options = File.ReadAllText(project.PathOf("obj/Debug/net10.0/App.GeneratedMSBuildEditorConfig.editorconfig"));
        Assert.Contains("build_metadata.AdditionalFiles.BnnNamespace = My.Models", options, StringComparison.Ordinal);
    }
}
