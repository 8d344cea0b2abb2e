// SPDX-License-Identifier: MIT
using System.Globalization;
using BenchmarkModels;
using BnnCompiler.IR;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;

namespace Replay;

/// <summary>The networks to compile.</summary>
internal static class Models
{
    /// <summary>Random networks of each family.</summary>
    private const int Dense = 15, Convolutional = 20, Selecting = 15;

    /// <summary>Weights of the largest network of the paper that is worth the time: the others are the same layers, wider.</summary>
    private const int MostWeights = 4_000_000;

    /// <summary>Writes the paper's networks with random weights, and random ones, always the same.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var shape in PaperNetworks.All.Concat(PaperNetworks.OnBinaryImages))
        {
            var graph = RandomModel.Of(shape);
            if (graph.Ops.OfType<BnnCompiler.Ops.Constant>().Sum(constant => (long)constant.Type.Shape.ElementCount) <= MostWeights)
                Write(folder, shape.Name, graph);
        }

        for (int seed = 0; seed < Dense; seed++)
        {
            Write(folder, Name("dense", seed),
                RandomNetworks.Case(examples: 1).Generate(new PCG(1, (ulong)seed), null, out _).Network.ToGraph("random"));
        }

        for (int seed = 0; seed < Convolutional; seed++)
            Write(folder, Name("convolutional", seed), RandomConvolutionalNetworks.Case(seed, examples: 1).Network.ToGraph("random"));
        for (int seed = 0; seed < Selecting; seed++)
            Write(folder, Name("selecting", seed), RandomSelectingNetworks.Case(seed, examples: 1).Network.ToGraph("random"));
    }

    /// <summary>All files of models below a folder; builds' copies are left out, and files made to take a compiler's time and memory.</summary>
    public static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".bnn" or ".onnx" && !file.Split('/').Any(part => part is "bin" or "obj" or "trust"));

    /// <summary>What tells a model from all others: its folder and its name.</summary>
    public static string NameOf(string file) => Path.GetFileName(Path.GetDirectoryName(file)) + "-" + Path.GetFileName(file);

    private static string Name(string family, int seed) => string.Create(CultureInfo.InvariantCulture, $"{family}{seed:00}");

    private static void Write(string folder, string name, Graph graph) =>
        File.WriteAllText(Path.Combine(folder, name + ".bnn"), BnnPrinter.Print(graph));
}
