// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace BnnCompiler.EndToEnd.Tests.Toolchains;

/// <summary>A command that has been run: what it printed and how it ended.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    public static Command Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Command(process.ExitCode, output, error.Result);
    }
}
