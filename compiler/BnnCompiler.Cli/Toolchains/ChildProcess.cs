// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>Runs a tool to its end, catching what it prints.</summary>
internal static class ChildProcess
{
    // What MSBuild, dotnet test and dotnet run leave in the environment would make another dotnet load the wrong SDK's files.
    private static readonly string[] Inherited =
        ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_CLI_CONTEXT_VERBOSE"];

    /// <summary>The exit code and all lines; a cancelled tool is killed with its children before this throws.</summary>
    public static async Task<(int ExitCode, ImmutableArray<string> Lines)> RunAsync(
        ProcessStartInfo start, Action<string>? onLine, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        foreach (string variable in Inherited)
            start.Environment.Remove(variable);
        using var process = new Process { StartInfo = start };
        var lines = ImmutableArray.CreateBuilder<string>();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        lock (lines)
            return (process.ExitCode, lines.ToImmutable());

        void Keep(string? line)
        {
            if (line is null)
                return;
            // The two streams are read on two threads.
            lock (lines)
                lines.Add(line);
            onLine?.Invoke(line);
        }
    }
}
