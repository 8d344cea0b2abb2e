// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Gives every dense layer the kernel that computes it and packs its weights as that kernel reads them. A threshold that alone reads a layer
/// is computed with it, so the sums never reach memory.
/// </summary>
/// <remarks>
/// There is one kernel per kind of input so far; a choice by shape and processor belongs here.
/// A flipped channel says dot &lt; T, which is -dot >= 1 - T: its weights are negated instead, so that one comparison serves all channels.
/// </remarks>
internal sealed class SelectDenseKernels : Pass
{
    /// <inheritdoc/>
    public override string Summary => "chooses kernels and packs weights in their layout";

    /// <inheritdoc/>
    public override Stage Stage => Stage.Packed;

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log)
    {
        var readers = graph.Readers();
        var fused = graph.Ops.OfType<Threshold>()
            .Where(threshold => threshold.Limits.Type.Shape[0] == 1 && threshold.Input is BinaryDense or IntegerDense)
            .Where(threshold => readers[threshold.Input].Count() == 1 && !graph.Outputs.Contains(threshold.Input))
            .Select(threshold => threshold.Input).ToImmutableHashSet();

        var planes = new Dictionary<Op, Op>();
        return graph.Rebuild((op, operands) => op.WithOperands(operands) switch
        {
            // A fused layer stays as it is until its threshold, later in the walk, replaces both.
            BinaryDense or IntegerDense when fused.Contains(op) => op.WithOperands(operands),
            Threshold threshold when fused.Contains(op.Operands[0]) => Fused(threshold, planes).NamedAs(threshold.Input),
            BinaryDense dense => new XnorDense(dense.Input, Interleaved(dense.Weights, _ => false), dense.Type.Shape[1]),
            IntegerDense dense => new PlaneDense(Planes(dense.Input, planes), Interleaved(dense.Weights, _ => false), dense.Type.Shape[1]),
            FloatDense dense => new ColumnSum(dense.Input, Transposed(dense.Weights)),
            var other => other,
        });
    }

    private static Op Fused(Threshold threshold, Dictionary<Op, Op> planes)
    {
        int outputs = threshold.Type.Shape.Channels;
        var rules = ThresholdRules.Of(threshold, outputs);
        if (threshold.Input is BinaryDense binary)
        {
            // K - 2p >= T exactly when p <= floor((K - T) / 2); the shift rounds down for negative numbers too.
            var limits = rules.Select(rule => Clamp((binary.FanIn - LeastSum(rule)) >> 1, -1, binary.FanIn));
            return new XnorThreshold(binary.Input, Interleaved(binary.Weights, n => rules[n].Flip), Padded(limits, outputs, -1), outputs);
        }

        var layer = (IntegerDense)threshold.Input;
        var leastSums = rules.Select(rule => Clamp(LeastSum(rule), int.MinValue, int.MaxValue));
        var weights = Interleaved(layer.Weights, n => rules[n].Flip);
        return new PlaneThreshold(Planes(layer.Input, planes), weights, Padded(leastSums, outputs, int.MaxValue), outputs);
    }

    /// <summary>The least sum, under weights negated where the rule flips, that gives +1.</summary>
    private static long LeastSum(ThresholdRule<int> rule) => (rule.Flip, rule.Limits.IsEmpty) switch
    {
        (false, false) => rule.Limits[0],
        (true, false) => 1L - rule.Limits[0],
        (false, true) => int.MaxValue,
        (true, true) => int.MinValue,
    };

    private static int Clamp(long value, int least, int greatest) => (int)Math.Min(Math.Max(value, least), greatest);

    private static Constant Padded(IEnumerable<int> limits, int outputs, int padding)
    {
        int padded = InterleavedDenseOp.PaddedOutputs(outputs);
        return new(Tensor.Of(new(padded), [.. limits.Concat(Enumerable.Repeat(padding, padded - outputs))]));
    }

    /// <summary>The bit planes of an input, split once however many layers read it.</summary>
    private static Op Planes(Op input, Dictionary<Op, Op> planes)
    {
        if (!planes.TryGetValue(input, out var split))
            planes[input] = split = new BitPlanes(input).Named(input.Name + "_planes", input.Origin);
        return split;
    }

    private static Op Interleaved(Constant weights, Predicate<int> negated)
    {
        const int Lanes = InterleavedDenseOp.Lanes;
        var bits = weights.Bits;
        int outputs = bits.Type.Shape[0], fanIn = bits.Type.Shape[1];
        var shape = InterleavedDenseOp.WeightShape(outputs, fanIn);
        var words = new ulong[shape.ElementCount / 64];
        for (int n = 0; n < outputs; n++)
        {
            for (int j = 0; j < bits.RowWords; j++)
            {
                ulong used = j < fanIn / 64 ? ulong.MaxValue : (1UL << (fanIn % 64)) - 1;
                ulong word = bits.Row(n)[j];
                words[(((n / Lanes * bits.RowWords) + j) * Lanes) + (n % Lanes)] = negated(n) ? ~word & used : word;
            }
        }

        return new Constant(new BitTensor(new(ElementType.Bit, shape), ImmutableArray.Create(words))).NamedAs(weights);
    }

    private static Op Transposed(Constant weights)
    {
        int outputs = weights.Type.Shape[0], fanIn = weights.Type.Shape[1];
        var columns = BitTensor.FromPredicate(new(fanIn, outputs), i => weights.Bits.IsSet((i % outputs * fanIn) + (i / outputs)));
        return new Constant(columns).NamedAs(weights);
    }
}
