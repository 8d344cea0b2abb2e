// SPDX-License-Identifier: MIT
using System.Runtime.Loader;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using Microsoft.CodeAnalysis;

namespace BnnCompiler.EndToEnd.Tests.Targets;

public class RunBatchTests
{
    /// <summary>So many that they are computed together, and some more.</summary>
    private const int Examples = 150;

    private delegate void RunOne(ReadOnlySpan<byte> input, Span<float> scores);

    private delegate void RunMany(ReadOnlySpan<byte> inputs, int count, Span<float> scores);

    [Fact]
    public void A_tensor_that_a_later_layer_reads_again_is_kept_for_each_input()
    {
        var target = new CSharpTarget(new("Example", "Skip") { Kernels = CSharpKernels.Rows });
        var sources = Compiler.Compile(BnnParser.Parse(SkipNetwork.Text, "skip"), target, new()).Code.Sources;
        Assert.Contains("RunTogether", sources[0].Text, StringComparison.Ordinal);
        byte[] assembly = CSharpEngine.Compile("Skip", sources, OutputKind.DynamicallyLinkedLibrary);
        var type = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(assembly)).GetType("Example.Skip")!;
        var run = type.GetMethod("Run")!.CreateDelegate<RunOne>();
        var runBatch = type.GetMethod("RunBatch", [typeof(ReadOnlySpan<byte>), typeof(int), typeof(Span<float>)])!.CreateDelegate<RunMany>();

        byte[] inputs = new byte[3 * Examples];
        new Random(1).NextBytes(inputs);
        float[] found = new float[2 * Examples], expected = new float[2 * Examples];
        runBatch(inputs, Examples, found);
        for (int example = 0; example < Examples; example++)
            run(inputs.AsSpan(3 * example, 3), expected.AsSpan(2 * example, 2));
        Assert.Equal(expected, found);
        Assert.True(expected.Distinct().Count() > 2, "all inputs have the same scores");
    }
}
