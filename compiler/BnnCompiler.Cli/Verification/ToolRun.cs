// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using BnnCompiler.Cli.Toolchains;

namespace BnnCompiler.Cli.Verification;

/// <summary>Runs an engine in a process of its own.</summary>
internal static class ToolRun
{
    private const int LinesShown = 5;

    /// <summary>Null if it ended well, else its exit code and the last it said.</summary>
    public static async Task<string?> FaultAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        var (exitCode, lines) = await ChildProcess.RunAsync(start, null, cancellation);
        return exitCode == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}: {string.Join(' ', lines.TakeLast(LinesShown))}");
    }
}
