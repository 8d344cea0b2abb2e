// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using Xunit.Abstractions;

namespace BnnCompiler.Tests.Passes;

/// <summary>
/// Random networks whose weights and activations take few values: naive evaluation, imported graph and lowered graph give the same bits.
/// <c>BNN_PROPERTY_NETWORKS</c> says how many, and <c>BNN_PROPERTY_SEED</c> which: a failure prints its seed.
/// </summary>
public partial class FewBitProperties(ITestOutputHelper output)
{
    private const int Networks = 1500, Examples = 4;

    /// <summary>
    /// How networks may be refused, and how many in a hundred: where a layer reads a batch norm, a PReLU, or sums as they are, and where a shortcut
    /// or a join has more values than codes have, or none whole steps apart, its activations are real numbers and no codes.
    /// </summary>
    private const string MayBeRefused =
        "BNN2002 the weights of this layer are binary but its input, computed by # from another layer, is not: found ";

    private const int MostRefused = 2;

    private static readonly KernelCatalog[] Kernels = [CSharpKernels.Fastest, CSharpKernels.Xnor, CSharpKernels.Rows, CSharpKernels.Pixels];

    [Fact]
    [Trait("Length", "Long")]
    public void Compiling_keeps_the_scores_of_a_network_of_few_bits() => Check(seed => RandomFewBitNetworks.Case(seed, Examples));

    [Fact]
    [Trait("Length", "Long")]
    public void Kernels_agree_on_the_scores_of_a_network_of_few_bits_with_scales() => Check(seed => RandomFewBitNetworks.ScaledCase(seed, Examples));

    private void Check(Func<int, NetworkCase> caseOf)
    {
        int count = PropertyRuns.Count("BNN_PROPERTY_NETWORKS", Networks), seed = PropertyRuns.Seed("BNN_PROPERTY_SEED");
        output.WriteLine($"{count} networks, BNN_PROPERTY_SEED={seed}");
        var refused = new ConcurrentBag<(int Seed, string Reason)>();
        Parallel.For(seed, seed + count, (one, others) =>
        {
            var c = caseOf(one) with { Kernels = Kernels[one % Kernels.Length] };
            if (Fault(c, reason => refused.Add((one, reason))) is not { })
                return;
            others.Stop();
            var smallest = NetworkShrinker.Minimal(c, cases => cases.ToList().FindIndex(smaller => Fault(smaller, _ => { }) is not null));
            Assert.Fail($"BNN_PROPERTY_NETWORKS=1 BNN_PROPERTY_SEED={one}: {Fault(smallest, _ => { })}\n"
                + BnnPrinter.Print(smallest.Network.ToGraph("smallest")));
        });

        output.WriteLine($"{refused.Count} of {count} refused");
        var reasons = refused.ToLookup(refusal => refusal.Reason, refusal => refusal.Seed);
        var list = reasons.OrderByDescending(seeds => seeds.Count())
            .Select(seeds => $"{seeds.Count()} of {count}, first with BNN_PROPERTY_SEED={seeds.Min()}: {seeds.Key}");
        string refusals = string.Join('\n', list);
        output.WriteLine(refusals);
        Assert.True(
            reasons.All(seeds => seeds.Key.StartsWith(MayBeRefused, StringComparison.Ordinal)), $"networks of few bits are refused:\n{refusals}");
        Assert.True(refused.Count <= Math.Max(1, count * MostRefused / 100), $"too many networks of few bits are refused:\n{refusals}");
    }

    /// <summary>Where the scores differ, and how; null if nowhere.</summary>
    private static string? Fault(NetworkCase c, Action<string> refuse)
    {
        var imported = c.Network.ToGraph("random");
        if (c.Network.IsExactInFloat32 && Difference("imported", imported, c, imported) is { } difference)
            return difference;

        Graph? packed = null;
        var exception = Record.Exception(() => packed = Compiler.Lower(imported, new(), kernels: c.Kernels));
        if (exception is DiagnosticException { Diagnostic: var refusal } && c.Network.MayBeRefused(refusal.Code))
        {
            refuse($"{refusal.Code} {Varying().Replace(refusal.Message, "#")}");
            return null;
        }

        return packed is null ? exception!.ToString() : Difference($"packed for {c.Kernels} kernels", packed, c, imported);
    }

    private static string? Difference(string name, Graph graph, NetworkCase c, Graph imported)
    {
        foreach (float[] example in c.PromisedExamples(imported))
        {
            float[] expected = c.Network.Evaluate(example);
            var scores = (Tensor<float>)GraphInterpreter.Run(graph, NetworkCase.InputOf(graph, example))[0];
            if (!expected.Select(BitsOf).SequenceEqual(scores.Values.Select(BitsOf)))
                return $"{name}: expected {Text(expected)}, found {Text([.. scores.Values])} for the input {Text(example)}";
        }

        return null;
    }

    /// <summary>A code of 0 has lost the sign of a zero (docs/numerics.md).</summary>
    private static int BitsOf(float score) => BitConverter.SingleToInt32Bits(score + 0f);

    private static string Text(float[] values) => string.Join(' ', values.Take(24).Select(value => NumberText.Of(value)));

    /// <summary>What differs from network to network in a message.</summary>
    [GeneratedRegex(@"'[^']*'|-?\d+(\.\d+)?(e[+-]?\d+)?(, -?\d+(\.\d+)?)*")]
    private static partial Regex Varying();
}
