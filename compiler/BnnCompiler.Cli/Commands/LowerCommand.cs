// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.IR;
using BnnCompiler.Passes;
using BnnCompiler.Text;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc lower MODEL -o FILE.bnn</c>: what the package's MSBuild targets run before the C# compiler and its source generator.</summary>
internal static class LowerCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = OutputOption.Required("The .bnn file to write; large weights go to a file beside it that ends in .weights.", "FILE");
        var msbuild = new Option<bool>("--msbuild") { Description = "Print diagnostics as MSBuild reads them, with the model in front: net.onnx: error BNN1001: message." };
        var command = new Command("lower", "Carries out every pass, for the source generator: weights are packed, kernels are chosen, only C# is left to write.")
        {
            output,
            msbuild,
        };
        var model = new ModelArguments(command);
        command.SetAction(result =>
        {
            var options = model.Parse(result);
            if (result.GetValue(msbuild))
                DiagnosticPrinter.SpeakToMSBuild(options.Path);
            string path = result.GetRequiredValue(output);
            string weightsPath = Path.ChangeExtension(path, ".weights");
            var compiled = CompiledModel.Load(options);
            DiagnosticPrinter.Print(compiled.Log);
            var (graph, weights) = ExternalWeights.Move(compiled.Packed, ExternalWeights.ResourceName(Path.GetFileNameWithoutExtension(path)));
            List<(string Path, Action<Stream> Content)> files = [(path, stream => stream.Write(Encoding.UTF8.GetBytes(BnnPrinter.Print(graph, Stage.Packed))))];
            if (!weights.IsEmpty)
                files.Add((weightsPath, stream => stream.Write(weights.AsSpan())));
            AtomicOutput.Write([.. files]);

            // Of an earlier network, which had more weights: nothing may embed them.
            if (weights.IsEmpty)
                File.Delete(weightsPath);
            return FrontDoor.Done;
        });
        return command;
    }
}
