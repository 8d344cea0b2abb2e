// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;

namespace BnnCompiler.Tests.Passes;

public class PipelineProperties
{
    private const int Networks = 1000, Examples = 3;

    [Fact]
    public void Every_pass_keeps_the_scores_of_a_naive_float32_evaluation() =>
        RandomNetworks.Case(Examples).Sample(
            c => Assert.Null(FaultOfSmallest(c)),
            iter: Networks,
            print: c => BnnPrinter.Print(DenseNetworkGraph.Of(c.Network, "random")));

    /// <summary>The first pass after which the scores differ, and how; null if none.</summary>
    private static string? Fault(NetworkCase c)
    {
        var network = c.Network;
        var imported = DenseNetworkGraph.Of(network, "random");
        var stages = new List<(string Name, Graph Graph)> { ("import", imported) };
        var stopped = Record.Exception(() => Compiler.Lower(imported, new(), (pass, graph) => stages.Add((pass.Name, graph))));

        // An infinite intermediate value times 0 is refused, as it should be.
        if (stopped is DiagnosticException refusal && refusal.Diagnostic.Code == DiagnosticCatalog.NotANumber.Code)
            return null;
        if (stopped is not null)
            return $"the pass behind {stages[^1].Name} failed: {stopped}";

        // Up to the pass that makes it exact, a network may round its sums otherwise.
        string[] inFloat32 = ["import", "hoist-reshapes"];
        foreach (float[] example in c.Examples)
        {
            float[] expected = network.Evaluate(example);
            foreach (var (name, graph) in stages.Where(stage => network.IsExactInFloat32 || !inFloat32.Contains(stage.Name)))
            {
                var scores = (Tensor<float>)GraphInterpreter.Run(graph, DenseNetworkGraph.Example(graph, example))[0];
                if (!SameBits(expected, [.. scores.Values]))
                    return $"after {name}: expected {Text(expected)}, found {Text([.. scores.Values])} for the input {Text(example)}";
            }
        }

        return null;
    }

    private static string? FaultOfSmallest(NetworkCase failing)
    {
        if (Fault(failing) is null)
            return null;
        var smallest = NetworkShrinker.Minimal(failing, cases => cases.ToList().FindIndex(c => Fault(c) is not null));
        return $"{Fault(smallest)}\n{BnnPrinter.Print(DenseNetworkGraph.Of(smallest.Network, "smallest"))}";
    }

    private static bool SameBits(float[] left, float[] right) =>
        left.Select(BitConverter.SingleToInt32Bits).SequenceEqual(right.Select(BitConverter.SingleToInt32Bits));

    private static string Text(float[] values) => string.Join(' ', values.Take(12).Select(value => NumberText.Of(value)));
}
