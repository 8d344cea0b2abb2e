// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.EndToEnd.Tests;
using BnnCompiler.Tests;

namespace BnnCompiler.Packaging.Tests;

/// <summary>
/// The packages in a local feed, and a place outside of the repository where projects know nothing but that feed and the default source, as a
/// stranger's do.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    /// <summary>The version of every package.</summary>
    public const string Version = "0.1.0";

    private static readonly ImmutableArray<string> Projects =
    [
        "runtime/BnnCompiler.Runtime", "runtime/BnnCompiler.Tensors", "compiler/BnnCompiler.Cli", "packaging/BnnCompiler",
        "packaging/BnnCompiler.Templates",
    ];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("bnn-packages-");
    private readonly Lazy<ChildProcess> _templates;
    private int _projects;

    public PackageFeed()
    {
        _templates = new(() => Dotnet(null, "new", "install", $"{Folder}/BnnCompiler.Templates.{Version}.nupkg"));
        foreach (string project in Projects)
            Require(Pack(project, Folder));

        // Projects in folders below see this one, and the machine's own, which names the default source.
        File.WriteAllText(Path.Combine(_root.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="bnn" value="{Folder}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="bnn"><package pattern="BnnCompiler*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    /// <summary>The folder with the packages.</summary>
    public string Folder => Path.Combine(_root.FullName, "feed");

    /// <summary>The parent of everything.</summary>
    public string Root => _root.FullName;

    /// <summary>Debug or Release: the tests pack what was built with them.</summary>
    private static string Configuration =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).StartsWith("release", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    /// <summary>
    /// What other builds have unpacked already; null where that has packages of ours, which would be taken instead of those under test.
    /// </summary>
    private static string? Fallback
    {
        get
        {
            string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            return Directory.Exists(packages) && Directory.EnumerateDirectories(packages, "bnncompiler*").Any() ? null : packages;
        }
    }

    /// <summary>A new folder for a project; its path has blanks.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root.FullName, $"user {++_projects}", name)).FullName;

    /// <summary>Makes <c>dotnet new</c> know the templates, once.</summary>
    internal void InstallTemplates() => Require(_templates.Value);

    /// <summary>Packs a project of the repository.</summary>
    internal ChildProcess Pack(string project, string folder) =>
        Dotnet(null, "pack", SharedFiles.InRepository(project), "--no-build", "-c", Configuration, "-o", folder, "-v:q");

    /// <summary>
    /// Runs dotnet. Packages are unpacked into a folder of these tests, so that no other build ever sees packages of this version; what other
    /// builds have unpacked already is used from there.
    /// </summary>
    internal ChildProcess Dotnet(string? folder, params string[] arguments)
    {
        return ChildProcess.Run(ChildProcess.Dotnet, arguments, new Dictionary<string, string?>
        {
            ["NUGET_PACKAGES"] = Path.Combine(_root.FullName, "packages"),
            ["NUGET_FALLBACK_PACKAGES"] = Fallback,
            ["DOTNET_CLI_HOME"] = Path.Combine(_root.FullName, "home"),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["MSBUILDTERMINALLOGGER"] = "off",
            // A test host sets these for itself; a build in a process of its own must find its own.
            ["MSBuildSDKsPath"] = null,
            ["MSBUILD_EXE_PATH"] = null,
            ["MSBuildExtensionsPath"] = null,
        }, folder ?? _root.FullName);
    }

    /// <summary>Fails with everything the process printed unless it did what it was asked.</summary>
    internal static ChildProcess Require(ChildProcess run)
    {
        Assert.True(run.ExitCode == 0, $"exit code {run.ExitCode}\n{run.Output}\n{run.Errors}");
        return run;
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Delete(recursive: true);
}

/// <summary>Tests that use the packages, which are packed once and then built with one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackageFeed>
{
    public const string Name = "packages";
}
