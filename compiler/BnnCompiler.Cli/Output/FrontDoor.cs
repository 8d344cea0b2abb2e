// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Runtime.Inputs;

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

    /// <summary>Runs a command.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (DiagnosticException exception)
        {
            return Report(exception.Diagnostic);
        }
        catch (InputFileException exception)
        {
            return Report(DiagnosticCatalog.InputFile.At("", exception.Message));
        }
        catch (OperationCanceledException)
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
            return Report(DiagnosticCatalog.FileAccess.At("", "the model needs more memory than there is; give the process more, or compile a smaller model"));
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
