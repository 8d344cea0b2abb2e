// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>
/// Builds a native binary from generated C# with .NET's NativeAOT: writes a project into a folder of its own, publishes it, and moves the
/// finished files to their place. Needs the .NET SDK and a C compiler; the binary needs neither.
/// </summary>
internal sealed partial class NativeAotToolchain(Action<string>? progress = null)
{
    private const int LogLinesShown = 20;
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Builds all files of the request, or none and leaves what was there.</summary>
    /// <exception cref="ArgumentException">The name or the class name is no identifier, or the processor does not fit the platform.</exception>
    /// <exception cref="OperationCanceledException">The build was cancelled; every process it started has ended.</exception>
    public async Task<NativeBuildResult> BuildAsync(NativeBuildRequest request, CancellationToken cancellation)
    {
        Require(request);
        if (!OperatingSystem.IsLinux())
        {
            return NativeBuildResult.Failed(
                "found another operating system, expected Linux: .NET compiles for Linux only there. Use a Linux machine or container.", []);
        }

        NativeTools? tools = NativeTools.Find(request.Platform, out string missing);
        if (tools is null)
            return NativeBuildResult.Failed(missing, []);
        if (DotnetCommand() == "dotnet" && !NativeTools.IsOnPath("dotnet"))
            return NativeBuildResult.Failed("found no dotnet on PATH, expected the .NET SDK 10 or later. Install the SDK.", []);
        string runtimeAssembly = Path.Combine(AppContext.BaseDirectory, "BnnCompiler.Runtime.dll");

        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(TemporaryRoot(), "bnnc-" + Path.GetRandomFileName()), UserOnly);
        try
        {
            progress?.Invoke("writing the project");
            WriteProject(request, tools, runtimeAssembly, folder.FullName);
            return await CompileCAsync(tools, folder.FullName, cancellation)
                ?? await PublishAsync(folder.FullName, cancellation)
                ?? Finish(request, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A[A-Za-z0-9/._-]*\z")]
    private static partial Regex PlainPath();

    [GeneratedRegex(@"\berror\b|undefined reference|cannot find|No space left", RegexOptions.IgnoreCase)]
    private static partial Regex TellingLine();

    private static void Require(NativeBuildRequest request)
    {
        if (!Identifier().IsMatch(request.Name))
            throw new ArgumentException($"The name '{request.Name}' is not a C identifier.", nameof(request));
        if (!request.ClassName.Split('.').All(part => Identifier().IsMatch(part)))
            throw new ArgumentException($"The class name '{request.ClassName}' is not a qualified C# name.", nameof(request));
        bool isX64 = request.Platform == NativePlatform.LinuxX64;
        if (request.Cpu == CpuLevel.X64V3 && !isX64)
            throw new ArgumentException("x86-64-v3 is a level of x64 processors, the platform is arm64.", nameof(request));
        if (request.Cpu == CpuLevel.Native && RuntimeInformation.OSArchitecture != (isX64 ? Architecture.X64 : Architecture.Arm64))
            throw new ArgumentException("This machine's processor is not of the platform to build for.", nameof(request));
    }

    private static void WriteProject(NativeBuildRequest request, NativeTools tools, string runtimeAssembly, string folder)
    {
        // MSBuild and the SDK look for these in every parent folder; empty ones here end the search.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            Write(name, "<Project />\n");
        Write("global.json", "{}\n");
        Write(".editorconfig", "root = true\n");
        Write("model.csproj", NativeProject.Write(request, tools, runtimeAssembly));
        for (int i = 0; i < request.Resources.Length; i++)
            File.WriteAllBytes(Path.Combine(folder, NativeProject.ResourceFile(i)), request.Resources[i].Bytes.ToArray());
        for (int i = 0; i < request.Sources.Length; i++)
            Write($"{i:D3}.{Path.GetFileName(request.Sources[i].Name)}", request.Sources[i].Text);

        GeneratedFile entry = request.Entry ?? (request.Kind == NativeKind.Exe ? ManagedSources.Program(request) : ManagedSources.Exports(request));
        Write(entry.Name, entry.Text);
        Write("native.c", request.Kind == NativeKind.Exe ? CProgram.Write(request) : CLibrary.Write(request));
        if (request.Kind == NativeKind.Exe)
            return;
        Write(CHeader.FileName(request), CHeader.Write(request));
        Write(NativeProject.ExportsFile, NativeProject.Exports(request));

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
    }

    private async Task<NativeBuildResult?> CompileCAsync(NativeTools tools, string folder, CancellationToken cancellation)
    {
        progress?.Invoke("compiling the C side");
        var compiler = new ProcessStartInfo(
            tools.Compiler,
            ["-std=gnu99", "-O2", "-fPIC", "-Wall", "-Wextra", "-fvisibility=hidden", "-c", "native.c", "-o", NativeProject.ObjectFile])
        {
            WorkingDirectory = folder,
        };
        (int exitCode, ImmutableArray<string> lines) = await ChildProcess.RunAsync(compiler, null, cancellation);
        return Judge(tools.Compiler, exitCode, lines, folder);
    }

    private async Task<NativeBuildResult?> PublishAsync(string folder, CancellationToken cancellation)
    {
        progress?.Invoke("compiling the C#");
        // No build server and no reused node: nothing of this build outlives it.
        var publish = new ProcessStartInfo(
            DotnetCommand(),
            [
                "publish", "model.csproj", "-c", "Release", "-o", "out", "--nologo", "-v:minimal", "-tl:off",
                "-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            ])
        {
            WorkingDirectory = folder,
            Environment =
            {
                // dotnet leaves empty folders behind; here they go with ours. NuGet's locks must stay where other builds look for them.
                ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "temp")).FullName,
                ["NUGET_SCRATCH"] = Path.Combine(Path.GetTempPath(), "NuGetScratch" + Environment.UserName),
                ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["DOTNET_NOLOGO"] = "1",
            },
        };
        (int exitCode, ImmutableArray<string> lines) = await ChildProcess.RunAsync(publish, ReportStage, cancellation);
        return Judge("dotnet publish", exitCode, lines, folder);

        void ReportStage(string line)
        {
            if (line.Contains("Generating native code", StringComparison.Ordinal))
                progress?.Invoke("generating native code");
        }
    }

    private NativeBuildResult Finish(NativeBuildRequest request, string folder)
    {
        progress?.Invoke("moving the files to their place");
        string built = Path.Combine(folder, "out", NativeProject.AssemblyName);
        string name = request.Name;
        string header = Path.Combine(folder, CHeader.FileName(request));
        (ImmutableArray<(string From, string Name)> files, string? linkLine) = request.Kind switch
        {
            NativeKind.Exe => (ImmutableArray.Create((built, name)), (string?)null),
            NativeKind.Shared => (
                [(built + ".so", $"lib{name}.so"), (header, $"{name}.h")], $"cc main.c -L. -l{name} -Wl,-rpath,'$ORIGIN'"),
            _ => ([(built + ".a", $"lib{name}.a"), (header, $"{name}.h")], StaticLibrary.LinkLine(name)),
        };
        try
        {
            return NativeBuildResult.Done(FinishedFiles.Move(request.OutputDirectory, files), linkLine);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return NativeBuildResult.Failed(
                $"{request.OutputDirectory}: found no way to write there, expected a writable folder with space left. {fault.Message}", []);
        }
    }

    /// <summary>The temporary folder; /tmp where its name has blanks or quotes, with which MSBuild cannot run a command.</summary>
    private static string TemporaryRoot() => PlainPath().IsMatch(Path.GetTempPath()) ? Path.GetTempPath() : "/tmp";

    private static string DotnetCommand()
    {
        string? host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath;
        return host is not null && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
    }

    private static NativeBuildResult? Judge(string tool, int exitCode, ImmutableArray<string> lines, string folder) => exitCode == 0
        ? null
        : NativeBuildResult.Failed($"{tool} failed with exit code {exitCode}.", Telling(lines, folder));

    /// <summary>The lines that name an error, without the folder that will be gone; the last lines if none does.</summary>
    private static ImmutableArray<string> Telling(ImmutableArray<string> lines, string folder)
    {
        ImmutableArray<string> telling = [.. lines
            .Where(line => TellingLine().IsMatch(line))
            .Select(line => line.Replace(folder + "/", "", StringComparison.Ordinal).Trim())
            .Distinct()
            .Take(LogLinesShown)];
        return telling.IsEmpty ? [.. lines.TakeLast(LogLinesShown)] : telling;
    }
}
