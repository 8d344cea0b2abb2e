// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.CommandLine;
using BnnCompiler.Onnx;

namespace BenchmarkModels;

/// <summary><c>NAME -o FILE.onnx [--dialect qonnx|where] [--seed N]</c> writes a network of the paper with random weights.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        ImmutableArray<NetworkShape> networks = [.. PaperNetworks.All, .. PaperNetworks.OnBinaryImages, .. PaperNetworks.OfFewBits];
        string list = string.Join("\n", networks.Select(shape => $"{shape.Name,-12} {shape.Description}"));
        var name = new Argument<string>("NAME") { Description = list };
        name.AcceptOnlyFromAmong([.. networks.Select(shape => shape.Name)]);
        var file = new Option<string>("--output", "-o") { Description = "The file to write.", HelpName = "FILE.onnx", Required = true };
        var dialect = new Option<string>("--dialect") { Description = "How signs are spelled.", DefaultValueFactory = _ => "qonnx" };
        dialect.AcceptOnlyFromAmong("qonnx", "where");
        var seed = new Option<int>("--seed") { Description = "Which weights.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new RootCommand("Writes a network of the paper with random weights.") { name, file, dialect, seed };
        command.SetAction(result =>
        {
            var graph = RandomModel.Of(networks.Single(shape => shape.Name == result.GetValue(name)), result.GetValue(seed));
            byte[] model = OnnxExporter.Export(graph, result.GetValue(dialect) == "where" ? OnnxDialect.Where : OnnxDialect.Qonnx);
            File.WriteAllBytes(result.GetRequiredValue(file), model);
        });
        return BenchmarkCommand.Run(command, args);
    }
}
