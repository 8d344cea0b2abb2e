// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Runtime.InteropServices;
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

        // One handler for both signals, System.CommandLine's own is off: with two, one can find what the other has already ended, which aborts the
        // process. Never disposed, for a signal may come while Main returns.
        var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await FrontDoor.RunAsync(stop => result.InvokeAsync(invocation, stop), cancellation.Token);

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            // Not on the thread of the signal: what a cancelled command throws there would abort the process.
            _ = cancellation.CancelAsync();
        }
    }
}
