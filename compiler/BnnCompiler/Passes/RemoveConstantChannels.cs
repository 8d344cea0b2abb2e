// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A channel whose threshold every sum reaches, or none, is always the same bit: its neuron is dropped, and what it contributes to the sums
/// of the next layers is added to their thresholds. The walk goes forward, so one removal can make the next channel constant.
/// </summary>
internal sealed class RemoveConstantChannels : Pass
{
    /// <inheritdoc/>
    public override string Summary => "folds channels that never change into the next layer";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log) => new Walk(graph, log).Run();

    /// <summary>The layer that computes sums, also behind the constants that this pass has added to them.</summary>
    private static Op? LayerOf(Op sums) => sums switch
    {
        BinaryDense or IntegerDense => sums,
        Add { Left: BinaryDense dense, Right: Constant } => dense,
        _ => null,
    };

    /// <summary>The threshold on the layer's own sums, with only the limits that some sum reaches and some sum does not.</summary>
    private static Threshold Simplify(Threshold threshold, Op sums, Op layer)
    {
        var offsets = sums as Add;
        var rules = ThresholdRules.Of(threshold, layer.Type.Shape.Channels).Select((rule, channel) =>
        {
            var range = IntegerRange.Of(layer, channel)!.Value;
            int offset = offsets is null ? 0 : (int)ChannelFunction.ConstantOperand(offsets, 1, channel)!.Value;
            var limits = rule.Limits.Select(limit => (long)limit - offset).ToList();
            bool flip = rule.Flip ^ (limits.Count(limit => limit <= range.Least) % 2 != 0);
            var reached = limits.Where(limit => limit > range.Least && limit <= range.Greatest);
            return new ThresholdRule<int>(flip, [.. reached.Select(limit => (int)limit)]);
        });
        return (Threshold)rules.ToList().ToThreshold(layer).NamedAs(threshold);
    }

    private static Op WithRows(Op layer, ImmutableArray<int> kept)
    {
        var weights = ((Constant)layer.Operands[1]).Bits;
        int fanIn = weights.Type.Shape[1];
        var rows = BitTensor.FromPredicate(new(kept.Length, fanIn), i => weights.IsSet((kept[i / fanIn] * fanIn) + (i % fanIn)));
        return layer.WithOperands([layer.Operands[0], new Constant(rows).NamedAs(layer.Operands[1])]);
    }

    /// <summary>The layer on the channels that are left, plus what the removed ones always add.</summary>
    private static Op WithoutInputs(BinaryDense dense, Op input, RemainingChannels channels)
    {
        var weights = dense.Weights;
        int outputs = weights.Type.Shape[0], fanIn = weights.Type.Shape[1];
        var kept = channels.Kept;
        var columns = BitTensor.FromPredicate(new(outputs, kept.Length), i => weights.Bits.IsSet((i / kept.Length * fanIn) + kept[i % kept.Length]));
        var smaller = new BinaryDense(input, new Constant(columns).NamedAs(weights)).NamedAs(dense);
        var removed = Enumerable.Range(0, fanIn).Except(kept).ToArray();
        var offsets = Enumerable.Range(0, outputs)
            .Select(n => removed.Sum(k => weights.Bits.IsSet((n * fanIn) + k) == channels.Constants[k] ? 1 : -1));
        return new Add(smaller, new Constant(Tensor.Of(new(1, outputs), [.. offsets]))).Named(dense.Name + "_offset", dense.Origin);
    }

    /// <summary>Which channels a layer keeps, and the bit of every channel that it does not.</summary>
    private sealed record RemainingChannels(ImmutableArray<int> Kept, ImmutableArray<bool> Constants);

    /// <summary>One walk over a graph, which remembers what it has removed.</summary>
    private sealed class Walk(Graph graph, DiagnosticLog log)
    {
        private readonly ILookup<Op, Op> _readers = graph.Readers();
        private readonly Dictionary<Op, RemainingChannels> _remaining = [];

        public Graph Run() => graph.Rebuild((op, operands) => op switch
        {
            BinaryDense dense when _remaining.TryGetValue(dense.Input, out var channels) => WithoutInputs(dense, operands[0], channels),
            Threshold threshold when LayerOf(operands[0]) is { } layer => WithoutOutputs(threshold, Simplify(threshold, operands[0], layer)),
            _ => op.WithOperands(operands),
        });

        private Op WithoutOutputs(Threshold original, Threshold threshold)
        {
            var rules = ThresholdRules.Of(threshold, threshold.Type.Shape.Channels);
            var kept = Enumerable.Range(0, rules.Length).Where(channel => !rules[channel].Limits.IsEmpty).ToImmutableArray();

            // A layer needs an output, even one that never changes.
            if (kept.IsEmpty)
                kept = [0];
            if (kept.Length == rules.Length || !IsBetweenLayers(original))
                return threshold;
            _remaining[original] = new(kept, [.. rules.Select(rule => rule.Flip)]);
            log.Report(DiagnosticCatalog.ConstantChannels.At(threshold.Origin,
                $"{NumberText.Of(rules.Length - kept.Length)} of {NumberText.Of(rules.Length)} channels are the same for every input "
                + "and were folded into the next layer"));
            return kept.Select(channel => rules[channel]).ToList().ToThreshold(WithRows(threshold.Input, kept)).NamedAs(threshold);
        }

        /// <summary>Whether only this threshold reads the sums, and only layers, which can do with fewer inputs, read its bits.</summary>
        private bool IsBetweenLayers(Threshold threshold) =>
            _readers[threshold.Input].Count() == 1 && !graph.Outputs.Contains(threshold.Input)
            && _readers[threshold].All(reader => reader is BinaryDense) && !graph.Outputs.Contains(threshold);
    }
}
