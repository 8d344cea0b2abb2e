// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc export MODEL -o FILE.onnx</c></summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = OutputOption.Required("The .onnx file to write; - for standard output.", "FILE");
        var dialect = new Option<string>("--dialect")
        {
            Description = "How signs are spelled: BipolarQuant of QONNX, or comparisons that any ONNX runtime runs.",
            DefaultValueFactory = _ => "qonnx",
        };
        dialect.AcceptOnlyFromAmong("qonnx", "where");
        var command = new Command("export",
            "Writes a model as ONNX that computes the same. With --input-scale the file reads uint8 and notes the scale; do not give it again.")
        {
            output,
            dialect,
        };
        var model = new ModelArguments(command);
        command.SetAction(result =>
        {
            var log = new DiagnosticLog();
            var graph = ModelFile.Read(model.Parse(result), log);
            byte[] file = OnnxExporter.Export(graph, result.GetValue(dialect) == "where" ? OnnxDialect.Where : OnnxDialect.Qonnx);
            DiagnosticPrinter.Print(log);
            string path = result.GetRequiredValue(output);
            if (path == "-")
            {
                using var standardOutput = Console.OpenStandardOutput();
                standardOutput.Write(file);
            }
            else
            {
                AtomicOutput.Write((path, stream => stream.Write(file)));
            }

            return FrontDoor.Done;
        });
        return command;
    }
}
