// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.SelfChecking;

namespace BnnCompiler.Cli.Output;

/// <summary>Turns whatever ends a command early into a message on stderr and an exit code.</summary>
internal static class FrontDoor
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>Our fault.</summary>
    public const int OurFault = 1;

    /// <summary>The model, a file or the arguments are wrong.</summary>
    public const int UsersFault = 2;

    // What an asynchronous command has to end its children and to remove its temporary files.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(3);

    /// <summary>Runs a command; one that does not heed its cancellation is left behind, for outputs are written whole or not at all.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command, CancellationToken cancellation)
    {
        try
        {
            var work = Task.Run(() => command(cancellation), CancellationToken.None);
            await Task.WhenAny(work, Task.Delay(Timeout.Infinite, cancellation));
            return cancellation.IsCancellationRequested ? await work.WaitAsync(TimeToStop, CancellationToken.None) : await work;
        }
        catch (DiagnosticException exception)
        {
            return Report(exception.Diagnostic);
        }
        catch (InputFileException exception)
        {
            return Report(DiagnosticCatalog.InputFile.At("", exception.Message));
        }
        catch (Exception exception)
            when (exception is OperationCanceledException || (exception is TimeoutException && cancellation.IsCancellationRequested))
        {
            await Console.Error.WriteLineAsync("cancelled; no file was changed");
            return UsersFault;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Report(DiagnosticCatalog.FileAccess.At("", PrintableText.Escape(exception.Message)));
        }
        catch (OutOfMemoryException)
        {
            return Report(
                DiagnosticCatalog.FileAccess.At("", "the model needs more memory than there is; give the process more, or compile a smaller model"));
        }
        catch (CompilerFaultException fault)
        {
            await Console.Error.WriteLineAsync($"bnnc failed: {fault.Message}");
            return OurFault;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"bnnc failed: this is a fault of the compiler, please report it with the model.\n{exception}");
            return OurFault;
        }
    }

    /// <summary>Prints an error and returns its exit code.</summary>
    public static int Report(Diagnostic diagnostic)
    {
        DiagnosticPrinter.Print(diagnostic);
        return UsersFault;
    }
}
