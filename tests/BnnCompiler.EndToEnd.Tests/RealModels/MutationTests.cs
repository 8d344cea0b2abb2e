// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Cli.Models;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests;
using Microsoft.CodeAnalysis;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>The expected scores of LFC, which has exact ties and negative gammas, notice the two mistakes that are easiest to make.</summary>
public class MutationTests
{
    private delegate void RunBatch(ReadOnlySpan<byte> inputs, int count, Span<float> scores);

    [SharedFileFact(Mnist.Lfc, Mnist.First1000, Mnist.LfcScores)]
    public void The_generated_code_as_it_is_gives_the_expected_scores() => Assert.Equal(0, WrongImages(threshold => threshold));

    [SharedFileFact(Mnist.Lfc, Mnist.First1000, Mnist.LfcScores)]
    public void Greater_instead_of_greater_or_equal_is_noticed() =>
        Assert.InRange(WrongImages(threshold => threshold.Input.Type.Element == ElementType.Int32 ? Above(threshold) : threshold), 1, 1000);

    [SharedFileFact(Mnist.Lfc, Mnist.First1000, Mnist.LfcScores)]
    public void An_ignored_negative_gamma_is_noticed() => Assert.InRange(WrongImages(WithoutFlips), 1, 1000);

    /// <summary>A sum of a layer is an integer, so x > t is x >= t + 1.</summary>
    private static Threshold Above(Threshold threshold)
    {
        var limits = threshold.Limits.Integers;
        return new(threshold.Input, new Constant(Tensor.Of(limits.Type.Shape, [.. limits.Values.Select(limit => limit + 1)])), threshold.Flips);
    }

    private static Threshold WithoutFlips(Threshold threshold) =>
        new(threshold.Input, threshold.Limits, new Constant(BitTensor.FromPredicate(threshold.Flips.Type.Shape, _ => false)));

    /// <summary>Compiles LFC with every threshold changed, and counts the images whose scores are not the expected ones.</summary>
    private static int WrongImages(Func<Threshold, Threshold> mutate)
    {
        var graph = ModelFile.Read(new(Mnist.At(Mnist.Lfc), new() { InputScale = "1/255" }), new());
        foreach (var pass in Pipeline.Passes)
        {
            graph = pass.Run(graph, new());
            if (pass is BinarizeLayers)
                graph = graph.Rewrite(op => op is Threshold threshold ? mutate(threshold).NamedAs(op) : op);
        }

        var found = Scores(graph, Mnist.NpyValues(Mnist.First1000)).Chunk(10);
        var expected = MemoryMarshal.Cast<byte, float>(Mnist.NpyValues(Mnist.LfcScores)).ToArray().Chunk(10);
        return found.Zip(expected).Count(pair => !pair.First.SequenceEqual(pair.Second));
    }

    private static float[] Scores(Graph packed, byte[] pixels)
    {
        var sources = new CSharpTarget(new("Mutated", "Network")).Spell(packed).Sources;
        byte[] assembly = CSharpEngine.Compile("Mutated", sources, OutputKind.DynamicallyLinkedLibrary);
        var loaded = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(assembly));
        var run = loaded.GetType("Mutated.Network")!
            .GetMethod("RunBatch", [typeof(ReadOnlySpan<byte>), typeof(int), typeof(Span<float>)])!.CreateDelegate<RunBatch>();
        float[] scores = new float[pixels.Length / Mnist.Pixels * 10];
        run(pixels, pixels.Length / Mnist.Pixels, scores);
        return scores;
    }
}
