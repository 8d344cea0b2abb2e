// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Cli.Output;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary><c>bnn-train export FOLDER -o FILE</c></summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("RUN") { Description = "The folder of a run, finished or not." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file: .bnn and .onnx (QONNX) are what bnnc compiles; .npz is the format of the paper's authors.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command("export", "Writes the network of a run to a file of your choice.") { folder, output };
        command.SetAction(result =>
        {
            string file = result.GetRequiredValue(output);
            var network = RunFolder.NetworkIn(result.GetRequiredValue(folder), Machine.With(1), mustBeFinished: false);
            byte[] bytes = TrainedModel.Bytes(network, Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
            WholeFile.Write(file, stream => stream.Write(bytes));
            return FrontDoor.Done;
        });
        return command;
    }
}
