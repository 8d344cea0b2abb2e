// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Passes;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;
using Xunit.Abstractions;

namespace BnnCompiler.Tests.Passes;

public class PipelineProperties(ITestOutputHelper output)
{
    private const int Networks = 1000, Examples = 3;

    private const double MostRefused = 0.08, MostSelectingRefused = 0.2;

    /// <summary>The passes that leave sums as they are; the one behind them makes them exact.</summary>
    private static readonly string[] InFloat32 =
        ["import", .. Pipeline.Passes.TakeWhile(pass => pass is not BinarizeLayers).Select(pass => pass.Name)];

    private static readonly KernelCatalog[] OtherKernels = [CSharpKernels.Xnor, CSharpKernels.Rows, CSharpKernels.Pixels];

    [Fact]
    [Trait("Length", "Long")]
    public void Every_pass_keeps_the_scores_of_a_dense_network() => Check(RandomNetworks.Case(Examples));

    [Fact]
    [Trait("Length", "Long")]
    public void Every_pass_keeps_the_scores_of_a_convolutional_network() =>
        Check(Gen.Int[0, int.MaxValue].Select(seed => RandomConvolutionalNetworks.Case(seed, Examples)));

    [Fact]
    [Trait("Length", "Long")]
    public void Every_pass_keeps_the_scores_of_a_selecting_network() =>
        Check(Gen.Int[0, int.MaxValue].Select(seed => RandomSelectingNetworks.Case(seed, Examples)), MostSelectingRefused);

    private void Check(Gen<NetworkCase> cases, double mostRefused = MostRefused)
    {
        var refused = new ConcurrentBag<string>();
        cases.Hold(
            c =>
            {
                if (FaultOfSmallest(c, refused) is { } fault)
                    Assert.Fail(fault);
            },
            iter: Networks,
            print: c => BnnPrinter.Print(c.Network.ToGraph("random")));
        output.WriteLine($"refused: {string.Join(", ", refused.CountBy(code => code).Select(code => $"{code.Value} with {code.Key}"))}");
        Assert.True(
            refused.Count <= PropertyRuns.Cases(Networks) * mostRefused,
            $"{refused.Count} of {PropertyRuns.Cases(Networks)} networks were refused; a test of the rest proves little");
    }

    /// <summary>The first pass after which the scores differ, and how; null if none.</summary>
    private static string? Fault(NetworkCase c, ConcurrentBag<string> refused)
    {
        var imported = c.Network.ToGraph("random");
        var stages = new List<(string Name, Graph Graph)> { ("import", imported) };
        var stopped = Record.Exception(() => Compiler.Lower(imported, new(), (pass, graph) => stages.Add((pass.Name, graph))));
        if (stopped is DiagnosticException { Diagnostic.Code: var code } && c.Network.MayBeRefused(code))
        {
            refused.Add(code);
            return null;
        }

        if (stopped is not null)
            return $"the pass behind {stages[^1].Name} failed: {stopped}";

        // The last pass chose the fastest kernels, of which small networks have few kinds.
        var unpacked = stages[^2].Graph;
        stages.AddRange(OtherKernels.Select(kernels => ($"select-kernels with {kernels}", new SelectKernels(kernels).Run(unpacked, new()))));
        foreach (float[] example in c.PromisedExamples(imported))
        {
            float[] expected = c.Network.Evaluate(example);
            foreach (var (name, graph) in stages.Where(stage => c.Network.IsExactInFloat32 || !InFloat32.Contains(stage.Name)))
            {
                var scores = (Tensor<float>)GraphInterpreter.Run(graph, NetworkCase.InputOf(graph, example))[0];
                if (!SameBits(expected, [.. scores.Values]))
                    return $"after {name}: expected {Text(expected)}, found {Text([.. scores.Values])} for the input {Text(example)}";
            }
        }

        return null;
    }

    private static string? FaultOfSmallest(NetworkCase failing, ConcurrentBag<string> refused)
    {
        if (Fault(failing, refused) is null)
            return null;
        var smallest = NetworkShrinker.Minimal(failing, cases => cases.ToList().FindIndex(c => Fault(c, []) is not null));
        return $"{Fault(smallest, [])}\n{BnnPrinter.Print(smallest.Network.ToGraph("smallest"))}";
    }

    private static bool SameBits(float[] left, float[] right) =>
        left.Select(BitConverter.SingleToInt32Bits).SequenceEqual(right.Select(BitConverter.SingleToInt32Bits));

    private static string Text(float[] values) => string.Join(' ', values.Take(12).Select(value => NumberText.Of(value)));
}
