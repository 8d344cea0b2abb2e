// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// The kernels of <see cref="KernelSet.Sliced"/>. A kernel compares 2 P - A, the signed sum of its inputs where bits count as 1 and 0. Of a binary layer
/// that is popcount(w) less the number of differing bits, so a limit on the latter becomes one on the former.
/// </summary>
internal sealed class SlicedKernels : KernelChoice
{
    private readonly Dictionary<Op, SlicedPositions> _positions = [];
    private readonly Dictionary<Op, PositionLimits> _limits = [];

    /// <inheritdoc/>
    public override bool Fuses(Threshold threshold)
    {
        if (DenseKernels.IsFusable(threshold))
            return true;
        if (!ConvolutionKernels.IsFusable(threshold) || PositionLimits.Of(threshold, (BinaryConv)threshold.Input) is not { } limits)
            return false;
        if (threshold.Input is BinaryConv { Input.Type.Element: not ElementType.Bit })
            _limits[threshold] = limits;
        else if (SlicedPositions.Of((BinaryConv)threshold.Input, limits) is { } positions)
            _positions[threshold] = positions;
        else
            return false;
        return true;
    }

    /// <inheritdoc/>
    public override Op Fused(Threshold original, Threshold threshold)
    {
        if (_limits.TryGetValue(original, out var ofNumbers))
            return ConvolutionKernels.Fused(threshold, ofNumbers);
        if (_positions.TryGetValue(original, out var positions))
            return Fused(threshold, (BinaryConv)threshold.Input, positions);

        int outputs = threshold.Type.Shape.Channels;
        var rules = ThresholdRules.Of(threshold, outputs);
        var layer = threshold.Input;
        var weights = InRows(layer, n => rules[n].Flip);
        var input = Rows(layer);
        int bias = SlicedWeights.GreatestTotal(input);
        int Limit(int n) => layer is BinaryDense binary
            ? Ones(weights, n) - SumLimit.OfDiffering(rules[n], binary.FanIn)
            : Math.Min(Math.Max(SumLimit.OfSum(rules[n]), -bias), bias + 1);
        return new SlicedThreshold(input, weights, Planes(bias, [Enumerable.Range(0, outputs).Select(Limit)], outputs));
    }

    /// <inheritdoc/>
    public override Op? Sums(Op layer) => layer switch
    {
        BinaryDense dense => Sums(dense),
        IntegerDense dense => new SlicedDense(dense.Input, InRows(dense, _ => false), new Constant(Tensor.Of(new(dense.Type.Shape.Last), [.. new int[dense.Type.Shape.Last]])), 1),
        FloatDense dense => DenseKernels.Sums(dense),
        BinaryConv { Input.Type.Element: ElementType.Bit } conv => Sums(conv),
        BinaryConv conv => ConvolutionKernels.Sums(conv),
        Conv conv => ConvolutionKernels.Sums(conv),
        _ => null,
    };

    private static SlicedDense Sums(BinaryDense dense)
    {
        var weights = InRows(dense, _ => false);
        var offsets = Enumerable.Range(0, dense.Type.Shape.Last).Select(n => dense.FanIn - (2 * Ones(weights, n)));
        return new(Rows(dense), weights, new Constant(Tensor.Of(new(dense.Type.Shape.Last), [.. offsets])), 2);
    }

    private static SlicedConv Sums(BinaryConv conv)
    {
        var form = WeightLayout.FormOf(conv);
        var positions = SlicedPositions.Of(conv, null) ?? throw DiagnosticCatalog.UnsupportedGraph.Error(conv.Origin,
            "the padding makes more than 256 kinds of pixels near the borders, which the kernels for small processors do not distinguish; "
            + "choose --cpu x86-64 or aarch64, whose kernels need not");
        var bits = conv.Weights.Bits;
        int channels = form.GroupChannels;
        var offsets = from taps in positions.Taps
                      from output in Enumerable.Range(0, conv.Outputs)
                      select (taps.Length * channels) - (2 * Ones(bits, conv, output, taps));
        var weights = WithZeros(WeightLayout.InRows(conv, _ => false));
        return new(form, weights, new Constant(Tensor.Of(new(positions.Taps.Length, conv.Outputs), [.. offsets])), positions.Rows, positions.Columns);
    }

    private static SlicedConvThreshold Fused(Threshold threshold, BinaryConv conv, SlicedPositions positions)
    {
        var form = WeightLayout.FormOf(conv);
        bool IsNegated(int output) => threshold.Flips.Bits.IsSet(output % threshold.Rules);
        var bits = conv.Weights.Bits;
        int bias = form.RowShape[0];
        int Limit(int kind, int output)
        {
            var taps = positions.Taps[kind];
            int ones = Ones(bits, conv, output, taps);
            if (IsNegated(output))
                ones = (taps.Length * form.GroupChannels) - ones;
            return ones - positions.Differing(kind, output);
        }

        var limits = Enumerable.Range(0, positions.Taps.Length).Select(kind => Enumerable.Range(0, conv.Outputs).Select(output => Limit(kind, output)));
        var weights = WithZeros(WeightLayout.InRows(conv, IsNegated));
        return new SlicedConvThreshold(form, weights, Planes(bias, [.. limits], conv.Outputs), positions.Rows, positions.Columns);
    }

    /// <summary>Limits, plus the bias, as planes of bits: those of each kind of pixel one behind the other.</summary>
    private static Constant Planes(int bias, ImmutableArray<IEnumerable<int>> limits, int outputs)
    {
        int planes = SlicedPlanes.Of(bias) + 1;
        int[][] numbers = [.. limits.Select(kind => kind.Select(limit => limit + bias).ToArray())];
        return new(BitTensor.FromPredicate(new(limits.Length * planes, outputs), i =>
        {
            int row = i / outputs;
            return ((numbers[row / planes][i % outputs] >> (row % planes)) & 1) != 0;
        }));
    }

    /// <summary>Weights of a dense layer in rows of outputs, negated where asked, and the row of zeros.</summary>
    private static Constant InRows(Op layer, Predicate<int> negated) => WithZeros(WeightLayout.Transposed((Constant)layer.Operands[1], negated));

    private static Constant WithZeros(Op rows)
    {
        var bits = ((Constant)rows).Bits;
        var shape = rows.Type.Shape;
        return (Constant)new Constant(BitTensor.FromPredicate(new(shape[0] + 1, shape[1]), i => i < shape.ElementCount && bits.IsSet(i))).NamedAs(rows);
    }

    /// <summary>Weights +1 of an output, in rows.</summary>
    private static int Ones(Constant rows, int output)
    {
        var (bits, shape) = (rows.Bits, rows.Type.Shape);
        return Enumerable.Range(0, shape[0]).Count(row => bits.IsSet((row * shape[1]) + output));
    }

    /// <summary>Weights +1 of an output of a convolution, over some taps.</summary>
    private static int Ones(BitTensor weights, BinaryConv conv, int output, ImmutableArray<int> taps)
    {
        int perOutput = conv.Window.Taps;
        return taps.Sum(tap => weights.CountSet((output * perOutput) + tap));
    }

    /// <summary>Bits as they lie in memory: a flattened image is read as its rows.</summary>
    private static Op Rows(Op layer) => layer is BinaryDense dense ? DenseKernels.Rows(dense.Input) : layer.Operands[0];
}
