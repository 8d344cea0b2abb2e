// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace BnnCompiler.Training.Cli.Output;

/// <summary>
/// While a run trains, the first Ctrl-C, or the first request to terminate, asks it to save and end; a second one ends the process as it is.
/// </summary>
internal sealed class SaveSignals : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _interrupt, _termination;

    /// <summary>Listens from now on.</summary>
    public SaveSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _termination.Dispose();
        _cancellation.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = !_cancellation.IsCancellationRequested;
        _cancellation.Cancel();
    }
}
