// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Text;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc lower MODEL -o FILE.bnn</c>: what the package's MSBuild targets run before the C# compiler and its source generator.</summary>
internal static class LowerCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = OutputOption.Required("The .bnn file to write; large weights go to a file beside it that ends in .weights.", "FILE");
        var forGenerator = new Option<bool>("--for-generator")
        {
            Description = "Write a model that cannot be compiled as a text with the error, which the source generator reports, instead of failing.",
        };
        var command = new Command(
            "lower", "Carries out every pass, for the source generator: weights are packed, kernels are chosen, only C# is left to write.")
        {
            output,
            forGenerator,
        };
        var model = new ModelArguments(command, choosesKernels: true);
        command.SetAction(result =>
        {
            var options = model.Parse(result);
            string path = result.GetRequiredValue(output);
            var (text, weights, isRefused) = result.GetValue(forGenerator) ? LowerOrRefuse(options, path) : Lower(options, path);
            string weightsPath = Path.ChangeExtension(path, ".weights");
            List<(string Path, Action<Stream> Content)> files = [(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)))];
            if (!weights.IsEmpty)
                files.Add((weightsPath, stream => stream.Write(weights.AsSpan())));
            AtomicOutput.Write([.. files]);

            // A build must not take it for finished: what is wrong may lie beside the model, and be mended there.
            if (isRefused)
                File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

            // Of an earlier network, which had more weights: nothing may embed them.
            if (weights.IsEmpty)
                File.Delete(weightsPath);
            return FrontDoor.Done;
        });
        return command;
    }

    private static (string Text, ImmutableArray<byte> Weights, bool IsRefused) Lower(ModelOptions options, string path)
    {
        var log = new DiagnosticLog();
        var packed = Compiler.Lower(ModelFile.Read(options, log), log, kernels: options.Kernels, selfCheck: options.ChecksItself);
        DiagnosticPrinter.Print(log);
        var (graph, weights) = ExternalWeights.Move(packed, ExternalWeights.ResourceName(Path.GetFileNameWithoutExtension(path)));
        return (BnnPrinter.Print(graph, Stage.Packed), weights, false);
    }

    private static (string Text, ImmutableArray<byte> Weights, bool IsRefused) LowerOrRefuse(ModelOptions options, string path)
    {
        try
        {
            return Lower(options, path);
        }
        catch (DiagnosticException fault)
        {
            return (RefusalText.Of(fault.Diagnostic, options.Path).Print(), [], true);
        }
    }
}
