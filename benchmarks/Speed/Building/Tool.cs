// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace SpeedBenchmark.Building;

/// <summary>A command that has been run to its end.</summary>
/// <param name="ExitCode">0 if it succeeded.</param>
/// <param name="Output">What it printed, errors last.</param>
internal sealed record Tool(int ExitCode, string Output)
{
    /// <summary>Runs a command.</summary>
    public static Tool Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output + error.Result);
    }

    /// <summary>What a command that has to succeed printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    public static string Do(string file, params string[] arguments)
    {
        var run = Run(file, arguments);
        return run.ExitCode == 0
            ? run.Output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Output}");
    }
}
