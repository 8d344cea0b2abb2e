// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// The kernels of <see cref="KernelSet.Sliced"/>. A kernel compares 2 P - A, the signed sum of its inputs where bits count as 1 and 0. Of a binary layer
/// that is popcount(w) less the number of differing bits, so a limit on the latter becomes one on the former.
/// </summary>
/// <param name="withComplement">Whether dense layers on bits get limits for their inputs that are 0 as well.</param>
/// <param name="ofPixels">Whether fused convolutions get pixels for lanes.</param>
internal sealed class SlicedKernels(bool withComplement = false, bool ofPixels = false) : KernelChoice
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
        if (ofPixels && !PixelConvThreshold.CanBe(((BinaryConv)threshold.Input).Window))
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
            return ofPixels ? OnPixels(threshold, (BinaryConv)threshold.Input, positions) : Fused(threshold, (BinaryConv)threshold.Input, positions);

        int outputs = threshold.Type.Shape.Channels;
        var rules = ThresholdRules.Of(threshold, outputs);
        var layer = threshold.Input;
        var weights = InRows(layer, n => rules[n].Flip);
        var input = Rows(layer);
        int bias = SlicedWeights.GreatestTotal(input);
        int[] ones = Ones(layer, n => rules[n].Flip);
        int Limit(int n) => layer is BinaryDense binary
            ? ones[n] - SumLimit.OfDiffering(rules[n], binary.FanIn)
            : Math.Min(Math.Max(SumLimit.OfSum(rules[n]), -bias), bias + 1);
        int Complement(int n) => Math.Min(Math.Max((2 * ones[n]) + 1 - bias - Limit(n), -bias), bias + 1);
        var all = Enumerable.Range(0, outputs);
        ImmutableArray<IEnumerable<int>> limits = withComplement && layer is BinaryDense ? [all.Select(Limit), all.Select(Complement)] : [all.Select(Limit)];
        return new SlicedThreshold(input, weights, Planes(bias, limits, outputs));
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
        var offsets = Ones(dense, _ => false).Select(ones => dense.FanIn - (2 * ones));
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
        IEnumerable<int> Limits(int kind) => Enumerable.Range(0, conv.Outputs).Select(output => Limit(positions, conv, kind, output, IsNegated));
        var limits = Enumerable.Range(0, positions.Taps.Length).Select(Limits);
        var weights = WithZeros(WeightLayout.InRows(conv, IsNegated));
        return new SlicedConvThreshold(form, weights, Planes(form.RowShape[0], [.. limits], conv.Outputs), positions.Rows, positions.Columns);
    }

    /// <summary>The same with pixels for lanes.</summary>
    private static PixelConvThreshold OnPixels(Threshold threshold, BinaryConv conv, SlicedPositions positions)
    {
        var form = WeightLayout.FormOf(conv);
        bool IsNegated(int output) => threshold.Flips.Bits.IsSet(output % threshold.Rules);
        var limits = from kind in Enumerable.Range(0, positions.Taps.Length)
                     from output in Enumerable.Range(0, conv.Outputs)
                     select Limit(positions, conv, kind, output, IsNegated);
        var table = new Constant(Tensor.Of(new(positions.Taps.Length, conv.Outputs), [.. limits]));
        return new PixelConvThreshold(form, WeightLayout.ByOutput(conv, IsNegated), table, positions.Rows, positions.Columns);
    }

    /// <summary>The least 2 P - A that gives +1.</summary>
    private static int Limit(SlicedPositions positions, BinaryConv conv, int kind, int output, Predicate<int> isNegated)
    {
        var taps = positions.Taps[kind];
        int ones = Ones(conv.Weights.Bits, conv, output, taps);
        if (isNegated(output))
            ones = (taps.Length * conv.Weights.Type.Shape.Last) - ones;
        return ones - positions.Differing(kind, output);
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
    private static Constant InRows(Op layer, Predicate<int> negated) => (Constant)WeightLayout.Transposed((Constant)layer.Operands[1], negated, zeros: 1);

    private static Constant WithZeros(Op rows)
    {
        var bits = ((Constant)rows).Bits;
        var shape = rows.Type.Shape;
        return (Constant)new Constant(BitTensor.FromPredicate(new(shape[0] + 1, shape[1]), i => i < shape.ElementCount && bits.IsSet(i))).NamedAs(rows);
    }

    /// <summary>Weights +1 of each output of a dense layer, of which some are to be negated.</summary>
    private static int[] Ones(Op layer, Predicate<int> negated)
    {
        var weights = (Constant)layer.Operands[1];
        int fanIn = weights.Type.Shape[1];
        return [.. Enumerable.Range(0, weights.Type.Shape[0]).Select(n => negated(n) ? fanIn - weights.Bits.CountSet(n) : weights.Bits.CountSet(n))];
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
