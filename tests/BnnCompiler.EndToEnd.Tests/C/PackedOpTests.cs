// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.EndToEnd.Tests.Targets;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Targets.C;
using BnnCompiler.Tests;
using BnnCompiler.Text;
using BnnCompiler.Verification;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>Every packed op by itself, as generated C and by the interpreter, on random shapes: the same bits.</summary>
public class PackedOpTests
{
    private const int Networks = 4, Examples = 2;

    /// <summary>Ops whose kernels need words of 64 bits.</summary>
    internal static readonly string[] Interleaved =
        ["xnor_dense", "xnor_threshold", "bit_planes", "plane_dense", "plane_threshold", "xnor_conv", "xnor_conv_threshold", "grouped_xnor_conv"];

    /// <summary>Ops with kernels of their own for x86-64; all others are the same text for every machine of 64 bits.</summary>
    private static readonly string[] Vectorized = [.. Interleaved, "signed_conv", "signed_conv_threshold", "column_sum", "threshold"];

    [FactWithTools("gcc", "clang-19")]
    public void A_packed_op_gives_the_bits_of_the_interpreter()
    {
        Graph[] graphs = [.. PackedOps().SelectMany(kind => Enumerable.Range(0, Networks).Select(seed => RandomPackedOps.Of(kind.Mnemonic, seed)))];
        Assert.All(graphs, graph => GraphVerifier.Verify(graph, Stage.Packed));
        (Graph Packed, ImmutableArray<Tensor> Inputs)[] networks =
            [.. graphs.Select(graph =>
                (graph, Enumerable.Range(0, Examples).Select(example => RandomTensors.Of(graph.Inputs[0].Type, new(example))).ToImmutableArray()))];
        int[][] expected = [.. networks.Select(
            network => network.Inputs.SelectMany(input => CBatch.BitsOf(GraphInterpreter.Run(network.Packed, input)[0])).ToArray())];
        CBuild[] builds = [.. CBuild.Optimized, .. CBuild.Sanitized];
        Parallel.ForEach(builds, build =>
        {
            int[] fitting = [.. Enumerable.Range(0, networks.Length).Where(i => Fits(networks[i].Packed, build))];
            using var batch = new CBatch(build, [.. fitting.Select(i => networks[i])]);
            int[] found = batch.Run();
            int start = 0;
            foreach (int i in fitting)
            {
                AssertSame(expected[i], found.AsSpan(start, expected[i].Length), $"{build}\n{BnnPrinter.Print(graphs[i])}");
                start += expected[i].Length;
            }
        });
    }

    /// <summary>Whether it is worth the time; interleaved kernels need words of 64 bits.</summary>
    private static bool Fits(Graph graph, CBuild build)
    {
        var mnemonics = graph.Ops.Select(op => op.Kind.Mnemonic);
        return build.Machine == "x86-64" ? mnemonics.Any(Vectorized.Contains) : build.Cpu.Words.Bits == 64 || !mnemonics.Any(Interleaved.Contains);
    }

    /// <summary>The ops that C has a kernel for.</summary>
    internal static IEnumerable<OpKind> PackedOps() => RandomPackedOps.KindsWith(op => CKernelTable.Find(op) is not null);

    private static void AssertSame(int[] expected, ReadOnlySpan<int> found, string where)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool areNaN = float.IsNaN(BitConverter.Int32BitsToSingle(expected[i])) && float.IsNaN(BitConverter.Int32BitsToSingle(found[i]));
            if (expected[i] != found[i] && !areNaN)
            {
                Assert.Fail(
                    $"element {i} is {BitConverter.Int32BitsToSingle(found[i])}; expected {BitConverter.Int32BitsToSingle(expected[i])} in {where}");
            }
        }
    }
}
