// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Diagnostics;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Cli.Output;

/// <summary>Turns whatever ends a command early into a message on stderr and an exit code.</summary>
internal static class FrontDoor
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>Our fault.</summary>
    public const int OurFault = 1;

    /// <summary>The recipe, the data or the arguments are wrong.</summary>
    public const int UsersFault = 2;

    /// <summary>A run that a signal ended early, and that was saved: 128 + SIGINT, as shells say it.</summary>
    public const int Interrupted = 130;

    /// <summary>Runs a command.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception fault) when (fault is TrainingException or DataException or IOException or UnauthorizedAccessException)
        {
            return Report(fault.Message);
        }
        catch (DiagnosticException fault)
        {
            return Report(fault.Diagnostic.Message);
        }
        catch (OutOfMemoryException)
        {
            return Report("the network and what the optimizer remembers of it need more memory than there is; train a smaller one, or lower --batch");
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"bnn-train failed: this is a fault of the program, please report it with the recipe.\n{fault}");
            return OurFault;
        }
    }

    /// <summary>Wrong arguments: what is wrong and where to find help.</summary>
    public static int ReportUsage(ParseResult result)
    {
        string command = result.CommandResult.Command is RootCommand ? "bnn-train" : $"bnn-train {result.CommandResult.Command.Name}";
        foreach (var error in result.Errors)
            Report(error.Message.ReplaceLineEndings(" "));
        Console.Error.WriteLine($"  try: {command} --help");
        return UsersFault;
    }

    private static int Report(string message)
    {
        Console.Error.WriteLine($"bnn-train: {message}");
        return UsersFault;
    }
}
