// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Training.Cli.Commands;
using BnnCompiler.Training.Cli.Output;

namespace BnnCompiler.Training.Cli;

/// <summary>
/// The command bnn-train. Exit codes as of bnnc: 0 done, 2 the user's recipe, data or arguments are wrong, 1 our fault; 130 an interrupted run that
/// was saved.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("bnn-train trains binarized and few-bit neural networks by the method of arXiv 1602.02830, for bnnc to compile.")
        {
            RunCommand.Create(),
            ExportCommand.Create(),
            TestCommand.Create(),
            CurveCommand.Create(),
            RecipesCommand.Create(),
            DatasetsCommand.Create(),
        };
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
            return FrontDoor.ReportUsage(result);

        // Signals are run's own affair: the other commands are ended by them, as any program is.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await FrontDoor.RunAsync(() => result.InvokeAsync(invocation));
    }
}
