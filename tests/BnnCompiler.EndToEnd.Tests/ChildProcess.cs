// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace BnnCompiler.EndToEnd.Tests;

/// <summary>What a process of its own did.</summary>
/// <param name="ExitCode">0 if it did what it was asked.</param>
/// <param name="Output">Its stdout.</param>
/// <param name="Errors">Its stderr.</param>
internal sealed record ChildProcess(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The host that runs assemblies.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs a program to its end. A variable whose value is null is removed.</summary>
    public static ChildProcess Run(
        string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? [])
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Longest}.");
        }

        return new(process.ExitCode, output.Result, errors.Result);
    }
}
