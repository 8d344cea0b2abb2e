// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Diagnostics;
using BnnCompiler.Text;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc import MODEL -o FILE.bnn</c></summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = OutputOption.Required("The .bnn file to write; - for standard output.", "FILE");
        var command = new Command("import", "Writes a model as .bnn text: readable and exact.") { output };
        var model = new ModelArguments(command);
        command.SetAction(result =>
        {
            var log = new DiagnosticLog();
            string text = BnnPrinter.Print(ModelFile.Read(model.Parse(result), log));
            DiagnosticPrinter.Print(log);
            string path = result.GetRequiredValue(output);
            if (path == "-")
                Console.Out.Write(text);
            else
                AtomicOutput.Write(path, text);
            return FrontDoor.Done;
        });
        return command;
    }
}
