// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Codes;

/// <summary>
/// Makes <see cref="CodedConv"/> of layers on codes of few bits, or on bits, with weights of few bits, and with the codes or bits behind them
/// <see cref="CodedConvQuantize"/> and <see cref="CodedConvThreshold"/>.
/// </summary>
internal sealed class CodedConvKernel : Kernel
{
    /// <summary>Whether the kernel sums a layer. Those of bits under weights of one bit have others.</summary>
    public static bool Sums(Op layer) => layer is not (BinaryDense or BinaryConv { Input.Type.Element: ElementType.Bit }) && CanSum(layer);

    private static bool CanSum(Op layer) => Reads(layer) is { } values && CodedRows.Of(WeightsOf(layer)) is { } rows
        && layer is BinaryDense or IntegerDense or ConvolutionOp { Groups: 1 }
        && layer.Type.Shape.Channels <= SlicedConvThresholdKernel.MostOutputsOfTiles
        && (long)FanIn(layer) * rows.Greatest * values.Max(Math.Abs) <= CodedForm.MostBias;

    /// <inheritdoc/>
    public override bool Fits(Layer layer) => (layer.Behind is Quantize ? CanSum(layer.Op) : Sums(layer.Op))
        && (layer.Behind is null || Limits(layer) is not null);

    /// <inheritdoc/>
    public override double Cost(Layer layer)
    {
        var rows = CodedRows.Of(WeightsOf(layer.Op))!;
        var steps = rows.Steps(Values(layer));
        int fanIn = FanIn(layer.Op), count = steps.Type.Shape[0], taps = layer.Op is ConvolutionOp conv ? conv.Window.Taps : 1;
        double registers = SlicedCosts.Registers(layer.Outputs);
        double share = CodedRows.ActiveShare(steps, layer.Op.Operands[0]);
        double perPixel = ((fanIn * share) + (count * SlicedCosts.QuarterBlock)) * registers * SlicedCosts.PerTiledRow;
        perPixel += (registers * count * SlicedPlanes.Of(fanIn) * SlicedCosts.PerPlane) + (count * taps * SlicedCosts.PerTap);
        double listed = layer.Op.Operands[0].Type.Shape.ElementCount * share;
        return Cycles.PerCall + (layer.Op.Type.Shape.ElementCount / layer.Op.Type.Shape.Channels * perPixel) + (listed * SlicedCosts.PerListed);
    }

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var form = layer.Op is ConvolutionOp conv ? Form(conv, input) : OnOnePixel(layer.Op, input);
        var rows = CodedRows.Of(WeightsOf(layer.Op))!;
        var values = Values(layer);
        var steps = rows.Steps(values);
        var counting = new CodedForm(rows.Factor, rows.Zero, form.RowShape[0] * rows.Greatest * Math.Max(1, values.Max(Math.Abs)));
        var weights = Packed(WeightsOf(layer.Op), form, rows);
        if (layer.Behind is null)
        {
            var sums = new CodedConv(form, weights, steps, counting);
            return sums.Type == layer.Op.Type ? sums : new Reshape(sums.NamedAs(layer.Op), layer.Op.Type.Shape).NamedAs(layer.Op);
        }

        var limits = Limits(layer)!;
        var (kinds, numbers) = limits.Kinds.Packed(kind => Compared(layer, limits, kind, counting, values))!.Value;
        var planes = Planes(numbers, counting, form.Outputs);
        var flips = new Constant(BitTensor.FromPredicate(new(form.Outputs), n => limits.Flips[n]));
        return layer.Behind is Quantize
            ? new CodedConvQuantize(form, weights, planes, kinds.RowTable, kinds.ColumnTable, steps, flips, counting)
            : new CodedConvThreshold(form, weights, planes, kinds.RowTable, kinds.ColumnTable, steps, flips, counting);
    }

    /// <summary>What codes stand for in the sums; null if the layer reads something else, or more codes.</summary>
    private static ImmutableArray<int>? Reads(Op layer)
    {
        if (layer is not (BinaryDense or IntegerDense or IntegerConv or BinaryConv))
            return null;
        var input = layer.Operands[0];
        if (input.Type.Element == ElementType.Bit)
            return [-1, 1];
        if (input.Type.Element != ElementType.UInt8)
            return null;
        int greatest = 0;
        for (int channel = 0; channel < input.Type.Shape.Channels; channel++)
        {
            if (IntegerRange.Of(input, channel) is not { Least: >= 0, Greatest: <= CodedRows.MostCode } range)
                return null;
            greatest = Math.Max(greatest, range.Greatest);
        }

        return [.. Enumerable.Range(0, greatest + 1)];
    }

    /// <summary>
    /// What codes count. Where limits take up the difference, bits count 0 and 1, and codes from the one with which fewest rows are added.
    /// </summary>
    private static ImmutableArray<int> Values(Layer layer)
    {
        var values = Reads(layer.Op)!.Value;
        if (layer.Behind is null)
            return values;
        if (layer.Op.Operands[0].Type.Element == ElementType.Bit)
            return [0, 1];
        int middle = Enumerable.Range(0, values.Length).OrderBy(code => values.Sum(value => Bits.Count((ulong)Math.Abs(value - code)))).First();
        return [.. values.Select(value => value - middle)];
    }

    private static CodedLimits? Limits(Layer layer) => CodedLimits.Of(
        layer.Op as ConvolutionOp ?? AsConvolution(layer.Op), layer.Behind!);

    /// <summary>
    /// The limits of one kind of pixel: those of all outputs for the first limit, for the next, with the bias, and within what sums can be.
    /// </summary>
    private static int[] Compared(Layer layer, CodedLimits limits, int kind, CodedForm counting, ImmutableArray<int> values)
    {
        var conv = layer.Op as ConvolutionOp ?? AsConvolution(layer.Op);
        var taps = limits.Kinds.Taps(conv, kind);
        bool isBits = conv.Input.Type.Element == ElementType.Bit;
        int fanIn = conv.FanIn, channels = conv.Weights.Type.Shape[3];
        long[] weightSums = [.. Enumerable.Range(0, conv.Outputs).Select(n => taps.Sum(tap =>
            Enumerable.Range((n * fanIn) + (tap * channels), channels).Sum(i => (long)WeightAt(conv.Weights.Value, i))))];
        return
        [
            .. Enumerable.Range(0, limits.Count).SelectMany(limit => limits.Least(kind, limit).Select((least, n) =>
            {
                // Of bits y = 2 C - sum w, of codes y = C - values_0 * sum w, if C is what is counted.
                long counted = least is CodedLimits.Never or CodedLimits.Always ? least
                    : isBits ? (least + weightSums[n] + 1) >> 1
                    : least + (values[0] * weightSums[n]);
                return (int)(Math.Min(Math.Max(counted, -counting.Bias), counting.Bias + 1L) + counting.Bias);
            })),
        ];
    }

    private static int WeightAt(Tensor weights, int index) =>
        weights is BitTensor bits ? bits.IsSet(index) ? 1 : -1 : ((Tensor<sbyte>)weights).Values[index];

    /// <summary>Limits as planes: of each kind and limit one below, which is 0 where sums are not halved, and those of the counters.</summary>
    private static Constant Planes(ImmutableArray<int[]> numbers, CodedForm counting, int outputs)
    {
        int planes = counting.LimitPlanes, rows = numbers[0].Length / outputs * planes;
        return new(BitTensor.FromPredicate(new(numbers.Length * rows, outputs), i =>
        {
            var (row, n) = (i / outputs, i % outputs);
            long limit = numbers[row / rows][(row % rows / planes * outputs) + n] * (counting.Factor == 1 ? 2L : 1);
            return (limit >> (row % planes) & 1) != 0;
        }));
    }

    private static Constant Packed(Constant weights, PackedConvolution form, CodedRows rows)
    {
        int inputs = form.RowShape[0], outputs = form.Outputs;
        var bits = BitTensor.FromPredicate(new(rows.Places.Length * (inputs + 1), outputs), i =>
        {
            var (row, n) = (i / outputs, i % outputs);
            var (set, input) = (row / (inputs + 1), row % (inputs + 1));
            return input < inputs && rows.IsSet(weights.Value, (n * inputs) + input, set);
        });
        return (Constant)new Constant(bits).NamedAs(weights);
    }

    /// <summary>A convolution on one pixel that was made of an image of bits is one over the image, whose rows need not be moved.</summary>
    private static PackedConvolution Form(ConvolutionOp conv, LayerInput input) =>
        conv is { Window.Taps: 1, Input: Reshape { Type.Element: ElementType.Bit }, Type.Shape: var result } && result.ElementCount == conv.Outputs
            ? OnOnePixel(conv, input)
            : PackedConvolution.Of(conv, input.Op);

    private static PackedConvolution OnOnePixel(Op layer, LayerInput input)
    {
        var image = input.Op.Type.Element == ElementType.Bit ? input.Rows : input.Op;
        if (image.Type.Shape.Rank != 4)
            image = new Reshape(image, new(1, 1, image.Type.Shape.Rows, image.Type.Shape.Last)).Named(image.Name, image.Origin);
        return new(image, Window.Of(image.Type.Shape[1], image.Type.Shape[2]), layer.Type.Shape.Channels, 1);
    }

    /// <summary>A dense layer as the convolution on one pixel that it is, to find its limits.</summary>
    private static BinaryConv AsConvolution(Op dense)
    {
        var weights = WeightsOf(dense);
        int outputs = weights.Type.Shape[0], fanIn = weights.Type.Shape[1];
        var kernel = new Constant(weights.Value.Reshape(new(outputs, 1, 1, fanIn)));
        return new BinaryConv(new Reshape(dense.Operands[0], new(1, 1, 1, fanIn)), kernel, Window.Of(1, 1), 1);
    }

    private static int FanIn(Op layer) => WeightsOf(layer) is var weights ? weights.Type.Shape.ElementCount / weights.Type.Shape[0] : 0;

    private static Constant WeightsOf(Op layer) => (Constant)layer.Operands[1];
}
