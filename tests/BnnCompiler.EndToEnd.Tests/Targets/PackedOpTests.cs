// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.Loader;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests;
using BnnCompiler.Text;
using BnnCompiler.Verification;
using Microsoft.CodeAnalysis;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>Every packed op by itself, as generated C# and by the interpreter, on random shapes: the same bits.</summary>
public class PackedOpTests
{
    private const string Namespace = "Bnn.Generated";
    private const int Networks = 24, Examples = 2, Guard = 16;

    private delegate void RunPixels(ReadOnlySpan<byte> input, Span<float> scores);

    private delegate void RunValues(ReadOnlySpan<float> input, Span<float> scores);

    public static TheoryData<string> PackedOps =>
        [.. RandomPackedOps.KindsWith(op => CSharpKernelTable.Find(op) is not null).Select(kind => kind.Mnemonic)];

    [Theory]
    [MemberData(nameof(PackedOps))]
    public void A_packed_op_gives_the_bits_of_the_interpreter(string mnemonic)
    {
        Graph[] graphs = [.. Enumerable.Range(0, Networks).Select(seed => RandomPackedOps.Of(mnemonic, seed))];
        Assert.All(graphs, graph => GraphVerifier.Verify(graph, Stage.Packed));
        var sources = graphs.SelectMany((graph, i) => new CSharpTarget(new(Namespace, $"N{i}")).Spell(graph).Sources);
        byte[] compiled = CSharpEngine.Compile("PackedOps", sources, OutputKind.DynamicallyLinkedLibrary);
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(compiled));
        for (int i = 0; i < graphs.Length; i++)
        {
            var run = assembly.GetType($"{Namespace}.N{i}")!.GetMethod("Run")!;
            for (int example = 0; example < Examples; example++)
                AssertSame(graphs[i], run, RandomTensors.Of(graphs[i].Inputs[0].Type, new(example)));
        }
    }

    private static void AssertSame(Graph graph, MethodInfo run, Tensor input)
    {
        var expected = ((Tensor<float>)GraphInterpreter.Run(graph, input)[0]).Values;
        float[] found = Run(run, input, expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool areNumbers = !float.IsNaN(expected[i]) || !float.IsNaN(found[i]);
            if (areNumbers && BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(found[i]))
                Assert.Fail($"element {i} is {NumberText.Of(found[i])}; expected {NumberText.Of(expected[i])} in\n{BnnPrinter.Print(graph)}");
        }
    }

    /// <summary>Kernels write through references: what lies behind the scores must stay as it was.</summary>
    private static float[] Run(MethodInfo run, Tensor input, int count)
    {
        float[] scores = new float[count + Guard];
        Array.Fill(scores, 12345f);
        if (input is Tensor<byte> pixels)
            run.CreateDelegate<RunPixels>()(pixels.Values.AsSpan(), scores.AsSpan(0, count));
        else
            run.CreateDelegate<RunValues>()(((Tensor<float>)input).Values.AsSpan(), scores.AsSpan(0, count));
        Assert.All(scores[count..], value => Assert.Equal(12345f, value));
        return scores;
    }
}
