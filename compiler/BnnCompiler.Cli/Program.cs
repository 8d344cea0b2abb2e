// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Commands;
using BnnCompiler.Cli.Output;

namespace BnnCompiler.Cli;

/// <summary>The front door: everything a user can do wrong ends here as a message and exit code 2, everything we did wrong as 1.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = RootCommands.Create();
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
            return UsageErrors.Report(result);

        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        return await FrontDoor.RunAsync(stop => result.InvokeAsync(new() { EnableDefaultExceptionHandler = false }, stop), cancellation.Token);
    }
}
