// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A channel whose threshold every sum reaches, or none, is always the same bit: its neuron is dropped, and what it contributes to the sums
/// of the next layers is added to their thresholds. Pooling and flattening keep such a bit. The walk goes forward, so one removal can make the
/// next channel constant.
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
        BinaryDense or IntegerDense or BinaryConv { Type.Element: ElementType.Int32 } => sums,
        Add { Type.Element: ElementType.Int32, Left: BinaryDense or BinaryConv, Right: Constant } add => add.Left,
        _ => null,
    };

    /// <summary>The threshold on the layer's own sums, with only the limits that some sum reaches and some sum does not.</summary>
    private static Threshold Simplify(Threshold threshold, Op sums, Op layer)
    {
        var offsets = sums as Add;
        int channels = layer.Type.Shape.Channels;
        IntegerRange[] ranges = [.. Enumerable.Range(0, channels).Select(channel => IntegerRange.Of(layer, channel)!.Value)];
        bool dependsOnPosition = threshold.Rules > channels || (offsets is { Right.Type.Shape: var shape } && shape.ElementCount > channels);
        var rules = ThresholdRules.Of(threshold, dependsOnPosition ? layer.Type.Shape.ElementCount : channels).Select((rule, element) =>
        {
            var range = ranges[element % channels];
            int offset = offsets is null ? 0 : (int)ChannelFunction.ConstantOperand(offsets, 1, element)!.Value;
            var limits = rule.Limits.Select(limit => (long)limit - offset).ToList();
            bool flip = rule.Flip ^ (limits.Count(limit => limit <= range.Least) % 2 != 0);
            var reached = limits.Where(limit => limit > range.Least && limit <= range.Greatest);
            return new ThresholdRule<int>(flip, [.. reached.Select(limit => (int)limit)]);
        });
        return (Threshold)rules.ToList().ToThreshold(layer).NamedAs(threshold);
    }

    /// <summary>One walk over a graph, which remembers what it has removed.</summary>
    private sealed class Walk(Graph graph, DiagnosticLog log)
    {
        private readonly ILookup<Op, Op> _readers = graph.Readers();
        private readonly HashSet<Op> _outputs = [.. graph.Outputs];
        private readonly Dictionary<Op, RemainingChannels> _remaining = [];

        public Graph Run() => graph.Rebuild((op, operands) => op.Operands.Length > 0 && _remaining.TryGetValue(op.Operands[0], out var channels)
            ? WithoutInputs(op, operands, channels)
            : op is Threshold threshold && LayerOf(operands[0]) is { } layer && IntegerRange.Of(layer, 0) is not null
                ? WithoutOutputs(threshold, Simplify((Threshold)threshold.WithOperands(operands), operands[0], layer))
                : op.WithOperands(operands));

        private Op WithoutInputs(Op op, ImmutableArray<Op> operands, RemainingChannels channels)
        {
            switch (op)
            {
                case BinaryDense dense:
                    return channels.Without(dense, operands[0]);
                case BinaryConv conv:
                    return channels.Without(conv, operands[0]);
                case BitPool pool:
                    _remaining[op] = channels;
                    return new BitPool(operands[0], channels.Of(pool.All), pool.Window);
                case Reshape:
                    _remaining[op] = channels.Repeated(op.Type.Shape.ElementCount / channels.Constants.Length);
                    return new Reshape(operands[0], new(1, operands[0].Type.Shape.ElementCount));
                default:
                    throw new NotSupportedException(
                        $"'{op.Kind.Mnemonic}' cannot do with fewer channels; {nameof(OnlyLayersRead)} must not pass it.");
            }
        }

        private Op WithoutOutputs(Threshold original, Threshold threshold)
        {
            int channels = threshold.Type.Shape.Channels;
            var rules = ThresholdRules.Of(threshold, threshold.Rules);
            bool IsConstant(int channel)
            {
                for (int rule = channel; rule < rules.Length; rule += channels)
                {
                    if (!rules[rule].Limits.IsEmpty || rules[rule].Flip != rules[channel].Flip)
                        return false;
                }

                return true;
            }

            var kept = Enumerable.Range(0, channels).Where(channel => !IsConstant(channel)).ToImmutableArray();

            // A layer needs an output, even one that never changes.
            if (kept.IsEmpty)
                kept = [0];
            if (kept.Length == channels || threshold.Input is BinaryConv { Groups: > 1 } || !IsBetweenLayers(original))
                return threshold;
            _remaining[original] = new(kept, [.. rules.Take(channels).Select(rule => rule.Flip)]);
            log.Report(DiagnosticCatalog.ConstantChannels.At(threshold.Origin,
                $"{NumberText.Of(channels - kept.Length)} of {NumberText.Of(channels)} channels are the same for every input "
                + "and were folded into the next layer"));
            return rules.Where((_, rule) => kept.BinarySearch(rule % channels) >= 0).ToList()
                .ToThreshold(RemainingChannels.WithOutputs(threshold.Input, kept)).NamedAs(threshold);
        }

        /// <summary>Whether only this threshold reads the sums, and only layers, which can do with fewer inputs, read its bits.</summary>
        private bool IsBetweenLayers(Threshold threshold) =>
            _readers[threshold.Input].Count() == 1 && !_outputs.Contains(threshold.Input) && OnlyLayersRead(threshold);

        private bool OnlyLayersRead(Op bits)
        {
            var pending = new Stack<Op>([bits]);
            while (pending.Count > 0)
            {
                var next = pending.Pop();
                if (_outputs.Contains(next))
                    return false;
                foreach (var reader in _readers[next])
                {
                    bool passesOn = reader is BitPool || (reader is Reshape { Type.Shape: { Rank: 2 } shape } && shape[0] == 1);
                    if (passesOn)
                        pending.Push(reader);
                    else if (reader is not (BinaryDense or BinaryConv { Groups: 1 }))
                        return false;
                }
            }

            return true;
        }
    }
}
