// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Tests.Networks;
using CsCheck;

namespace BnnCompiler.Tests.Passes;

public class PipelineProperties
{
    private static readonly Gen<(DenseNetwork Network, float[][] Examples)> Cases =
        from network in RandomNetworks.Network
        from examples in RandomNetworks.Example(network).Array[3]
        select (network, examples);

    [Fact]
    public void Every_pass_keeps_the_scores_of_a_naive_float32_evaluation() =>
        Cases.Sample(c => AssertEveryPassKeepsTheScores(c.Network, c.Examples), iter: 1000);

    private static void AssertEveryPassKeepsTheScores(DenseNetwork network, float[][] examples)
    {
        var imported = DenseNetworkGraph.Of(network, "random");
        var stages = new List<(string Name, Graph Graph)> { ("import", imported) };
        try
        {
            Compiler.Lower(imported, new(), (pass, graph) => stages.Add((pass.Name, graph)));
        }
        catch (DiagnosticException exception) when (exception.Diagnostic.Code == DiagnosticCatalog.NotANumber.Code)
        {
            // An infinite intermediate value times 0: refused, as it should be.
            return;
        }

        foreach (float[] example in examples)
        {
            float[] expected = network.Evaluate(example);
            foreach (var (name, graph) in stages)
            {
                var scores = (Tensor<float>)GraphInterpreter.Run(graph, DenseNetworkGraph.Example(graph, example))[0];
                Assert.True(SameBits(expected, [.. scores.Values]), $"after {name}: expected {Text(expected)}, found {Text([.. scores.Values])}");
            }
        }
    }

    private static bool SameBits(float[] left, float[] right) =>
        left.Select(BitConverter.SingleToInt32Bits).SequenceEqual(right.Select(BitConverter.SingleToInt32Bits));

    private static string Text(float[] values) => string.Join(' ', values.Take(12).Select(value => NumberText.Of(value)));
}
