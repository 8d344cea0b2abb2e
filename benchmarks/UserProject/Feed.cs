// SPDX-License-Identifier: MIT
using CompileTimeBenchmark;

namespace UserProjectBenchmark;

/// <summary>The packages of this clone as the only ones of their names, for projects below a folder.</summary>
internal sealed class Feed
{
    private readonly string _root;
    private int _projects;

    /// <summary>Packs what this program was built with.</summary>
    public Feed(string root)
    {
        _root = root;
        string packages = Path.Combine(root, "feed");
        Console.Error.WriteLine("packing");
        foreach (string project in (string[])["runtime/BnnCompiler.Runtime", "packaging/BnnCompiler"])
            MeasuredRun.Of("dotnet", "pack", project, "-c", "Release", "--no-build", "-o", packages);
        File.WriteAllText(Path.Combine(root, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="bnn" value="{packages}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="bnn"><package pattern="BnnCompiler*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);

        // Packages of this version are unpacked here and nowhere else; the others are used from where they are. No process outlives its command, and
        // none is shared.
        Environment.SetEnvironmentVariable("NUGET_FALLBACK_PACKAGES",
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(root, "packages"));
        Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
        Environment.SetEnvironmentVariable("UseSharedCompilation", "false");
    }

    /// <summary>A new folder for a project.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_root, $"project{++_projects}")).FullName;
}
