// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Weighted;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Text;

/// <summary>Random graphs of all ops: meaningless, but valid. The seed decides everything.</summary>
internal sealed class RandomGraphs
{
    private static readonly Shape[] Shapes = [new(1, 3), new(1, 8), new(2, 5), new(1, 70), new(7), new(ImmutableArray<int>.Empty), new(2, 3, 2)];
    private static readonly string[] Names = ["", "", "a", "a", "relu1", "_", "x.1", "x/1", "42", "\u00e9"];

    private readonly Random _random;
    private readonly List<Op> _values = [];

    private RandomGraphs(int seed) => _random = new(seed);

    /// <summary>A graph in which an op of any kind can occur.</summary>
    public static Graph FromSeed(int seed) => new RandomGraphs(seed).Build();

    /// <summary>A valid op of a kind, on inputs and constants of its own.</summary>
    public static Op Sample(OpKind kind, int seed) => new RandomGraphs(seed).Make(kind.Mnemonic);

    private Graph Build()
    {
        var inputs = ImmutableArray.CreateBuilder<Op>();
        for (int i = _random.Next(4); i > 0; i--)
        {
            inputs.Add(Labelled(Make("input")));
            _values.Add(inputs[^1]);
        }

        for (int i = _random.Next(1, 12); i > 0; i--)
            _values.Add(Labelled(Make(OpCatalog.All[_random.Next(1, OpCatalog.All.Length)].Mnemonic)));
        ImmutableArray<Op> outputs = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(_values))];
        return WithAllInputs(inputs.ToImmutable(), outputs);
    }

    // Ops make inputs where no value fits them; those belong into the input list too.
    private static Graph WithAllInputs(ImmutableArray<Op> inputs, ImmutableArray<Op> outputs) =>
        new("random", [.. inputs.Concat(new Graph("random", inputs, outputs).Ops.OfType<Input>()).Distinct()], outputs);

    private Op Make(string mnemonic) => mnemonic switch
    {
        "input" => new Input(new(Pick(Enum.GetValues<ElementType>()), Pick(Shapes)), _random.Next(3) == 0 ? "1/255" : null),
        "constant" => Constant(Pick(Enum.GetValues<ElementType>()), Pick(Shapes)),
        "reshape" => Reshaped(Any(_ => true)),
        "dense" => new Dense(Row(ElementType.Float32, out int k), Constant(Pick([ElementType.Float32, ElementType.Bit]), new(3, k))),
        "binary_dense" => new BinaryDense(Row(ElementType.Bit, out int k), Constant(ElementType.Bit, new(3, k))),
        "integer_dense" => new IntegerDense(Row(ElementType.UInt8, out int k), Constant(ElementType.Bit, new(3, k))),
        "float_dense" => new FloatDense(Row(ElementType.Float32, out int k), Constant(ElementType.Bit, new(3, k))),
        "to_float" => new ToFloat(Any(type => type.Element != ElementType.Float32)),
        "add" => new Add(Floats(out var y), y),
        "sub" => new Subtract(Floats(out var y), y),
        "mul" => new Multiply(Floats(out var y), y),
        "div" => new Divide(Floats(out var y), y),
        "batch_norm" => Normalized(Floats(out _)),
        "affine" => Affinely(Any(type => type.Element == ElementType.Int32)),
        "relu" => new Relu(Floats(out _)),
        "prelu" => Rectified(Floats(out _)),
        "clip" => new Clip(Floats(out _), Number(), float.PositiveInfinity),
        "round" => new Round(Floats(out _), Pick(["nearest", "down", "up", "zero"])),
        "sign" => new Sign(Floats(out _), _random.Next(-1, 2)),
        "compare" => new Compare(Floats(out var y), y, Pick(["gt", "ge", "lt", "le", "eq", "ne"])),
        "select" => new Select(Floats(out var y), y, y),
        "threshold" => Compared(Any(type => type.Element is ElementType.Int32 or ElementType.UInt8 or ElementType.Float32)),
        "quantize" => Quantized(Any(type => type.Element is ElementType.Int32 or ElementType.UInt8 or ElementType.Float32)),
        "xnor_dense" => new XnorDense(Row(ElementType.Bit, out int k), Interleaved(9, k), 9),
        "xnor_threshold" => new XnorThreshold(Row(ElementType.Bit, out int k), Interleaved(9, k), Constant(ElementType.Int32, new(16)), 9),
        "nibble_threshold" => new NibbleThreshold(Row(ElementType.Bit, out int k), Interleaved(33, k), Constant(ElementType.Int32, new(40)), 33),
        "bit_planes" => new BitPlanes(Row(ElementType.UInt8, out _)),
        "plane_dense" => new PlaneDense(Planes(out int k), Interleaved(8, k), 8),
        "plane_threshold" => new PlaneThreshold(Planes(out int k), Interleaved(8, k), Constant(ElementType.Int32, new(8)), 8),
        "column_sum" => new ColumnSum(Row(ElementType.Float32, out int k), Constant(ElementType.Bit, new(k, 4))),
        "transpose" => Transposed(Axes(Enum.GetValues<ElementType>())),
        "concat" => Joined(Axes(ElementType.Float32, ElementType.Int32, ElementType.UInt8, ElementType.Bit)),
        "pad" => new Pad(Image(ElementType.Float32), [_random.Next(3), _random.Next(3), 0, 1], Number()),
        "lookup" => new Lookup(Any(type => type.Element == ElementType.UInt8), Constant(ElementType.Int16, new(256))),
        "select_channels" => Selected(Axes(ElementType.Int32)),
        "rank" => Ranked(Axes(ElementType.Int32)),
        "max_pool" => new MaxPool(Image(ElementType.Float32, ElementType.Int32, ElementType.UInt8), Sliding()),
        "sum_pool" => new SumPool(Image(ElementType.Float32, ElementType.Int32, ElementType.UInt8, ElementType.Bit), Sliding()),
        "bit_pool" => Pooled(Image(ElementType.Bit)),
        _ => Convolution(mnemonic, _random.Next(1, 3)),
    };

    private Op Convolution(string mnemonic, int groups) => mnemonic switch
    {
        "conv" => new Conv(Image(ElementType.Float32), Kernel(Pick([ElementType.Float32, ElementType.Bit]), groups), Sliding(), groups),
        "binary_conv" => new BinaryConv(
            Image(ElementType.Bit, ElementType.UInt8, ElementType.Int16, ElementType.Float32), Kernel(ElementType.Bit, groups), Sliding(), groups),
        "integer_conv" => new IntegerConv(Image(ElementType.UInt8, ElementType.Int16), Kernel(ElementType.Int8, groups), Sliding(), groups),
        "xnor_conv" => new XnorConv(Packed(1, ElementType.Bit), Blocks()),
        "xnor_conv_threshold" => new XnorConvThreshold(
            Packed(1, ElementType.Bit), Blocks(), Constant(ElementType.Int32, new(1, 16)), OneClass(3), OneClass(3)),
        "grouped_xnor_conv" => new GroupedXnorConv(
            Packed(groups, ElementType.Bit), Blocks(), Blocks(), new Constant(Tensor.Of(new Shape(2), 0, 0))),
        "signed_conv" => new SignedConv(Packed(groups, ElementType.UInt8, ElementType.Int16, ElementType.Float32), Rows(ElementType.Bit, groups)),
        "signed_conv_threshold" => new SignedConvThreshold(
            Packed(1, ElementType.UInt8, ElementType.Int16), Rows(ElementType.Bit, 1), Constant(ElementType.Int32, new(1, 16)),
            OneClass(3), OneClass(3)),
        "pattern_conv_threshold" => new PatternConvThreshold(
            new(Labelled(new Input(new(ElementType.UInt8, new(1, 4, 8, 4)))), Window.Of(2, 3), 9, 1), 255, Constant(ElementType.Bit, new(24, 9)),
            Constant(ElementType.Int32, new(1, 16)), OneClass(3), OneClass(6)),
        "weighted_conv" => new WeightedConv(Packed(groups, ElementType.UInt8, ElementType.Int16), Rows(ElementType.Int8, groups)),
        "float_conv" => new FloatConv(Packed(groups, ElementType.Float32), Rows(ElementType.Float32, groups)),
        "sliced_dense" => new SlicedDense(
            Row(ElementType.Bit, out int k), Constant(ElementType.Bit, new(k + 1, 9)), Constant(ElementType.Int32, new(9)), 2),
        "sliced_threshold" => new SlicedThreshold(
            Row(ElementType.Bit, out int k), Constant(ElementType.Bit, new(k + 1, 9)),
            Constant(ElementType.Bit, new(_random.Next(1, 3) * (SlicedPlanes.Of(k) + 1), 9))),
        "sliced_conv" => Sliced(Packed(groups, ElementType.Bit), (form, weights) =>
            new SlicedConv(form, weights, Constant(ElementType.Int32, new(1, form.Outputs)), OneClass(3), OneClass(3))),
        "sliced_conv_threshold" => Sliced(Packed(1, ElementType.Bit), (form, weights) => new SlicedConvThreshold(
            form, weights, Constant(ElementType.Bit, new(SlicedPlanes.Of(form.RowShape[0]) + 1, form.Outputs)), OneClass(3), OneClass(3))),
        "coded_conv" => Counted((form, weights, steps, counting) => new CodedConv(form, weights, steps, counting)),
        "coded_conv_quantize" => Counted((form, weights, steps, counting) => new CodedConvQuantize(
            form, weights, Constant(ElementType.Bit, new(2 * counting.LimitPlanes, form.Outputs)), OneClass(3), OneClass(3), steps,
            Constant(ElementType.Bit, new(form.Outputs)), counting)),
        "coded_conv_threshold" => Counted((form, weights, steps, counting) => new CodedConvThreshold(
            form, weights, Constant(ElementType.Bit, new(counting.LimitPlanes, form.Outputs)), OneClass(3), OneClass(3), steps,
            Constant(ElementType.Bit, new(form.Outputs)), counting)),
        "pixel_conv_threshold" => new PixelConvThreshold(
            new(Image(ElementType.Bit), SlidingByPixel(), 10, 1), Constant(ElementType.Bit, new(10, 6 * 4)), Constant(ElementType.Int32, new(1, 10)),
            OneClass(3), OneClass(4)),
        _ => throw new NotSupportedException($"Add '{mnemonic}' to RandomGraphs.cs."),
    };

    private Transpose Transposed(Op x) => new(x, [.. Enumerable.Range(0, x.Type.Shape.Rank).OrderBy(_ => _random.Next())]);

    private Concat Joined(Op x) => new(x, _random.Next(2) == 0 ? x : Constant(x.Type.Element, x.Type.Shape));

    private SelectChannels Selected(Op x)
    {
        var sources = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => _random.Next(x.Type.Shape.Channels)).ToImmutableArray();
        return new(x, new Constant(Tensor.Of(new Shape(sources.Length), sources)), Constant(ElementType.Bit, new(sources.Length)));
    }

    private Rank Ranked(Op x) =>
        new(x, Constant(ElementType.Int16, new(x.Type.Shape.Channels, _random.Next(1, 6))), _random.Next(-9, 9), _random.Next(1, 4));

    private BitPool Pooled(Op x) => new(x, Constant(ElementType.Bit, new(x.Type.Shape.Channels)), Sliding());

    /// <summary>Not a scalar.</summary>
    private Op Axes(params ElementType[] elements) =>
        Any(type => type.Shape.Rank > 0 && elements.Contains(type.Element), new(Pick(elements), Shapes[_random.Next(5)]));

    /// <summary>An image of 4 x 4 pixels with four channels: what a window of <see cref="Sliding"/> makes 3 x 3.</summary>
    private Op Image(params ElementType[] elements)
    {
        TensorType type = new(Pick(elements), new(1, 4, 4, 4));
        return Any(fitting => fitting == type, type);
    }

    private static Window Sliding() => new(new(3, 1, 1, 0, 1), new(2, 2, 1, 2, 1));

    /// <summary>What makes of an image 3 x 4 pixels, without strides.</summary>
    private static Window SlidingByPixel() => new(new(3, 1, 1, 0, 1), new(2, 1, 1, 0, 1));

    private Constant Kernel(ElementType element, int groups) => Constant(element, new(10, 3, 2, 4 / groups));

    private PackedConvolution Packed(int groups, params ElementType[] elements) => new(Image(elements), Sliding(), 10, groups);

    private Constant Rows(ElementType element, int groups) => Constant(element, new(6 * 4, 10 / groups));

    /// <summary>The weights of ten outputs and six taps, each of which reads one word.</summary>
    private Constant Blocks() => Constant(ElementType.Bit, new(2, 6, 8, 64));

    private static Constant OneClass(int positions) => new(new Tensor<byte>(new(ElementType.UInt8, new(positions)), [.. new byte[positions]]));

    private PRelu Rectified(Op x) => new(x, _random.Next(2) == 0 ? x : Floats(new Shape(ImmutableArray<int>.Empty)));

    private static Reshape Reshaped(Op x) => new(x, new(x.Type.Shape.ElementCount, 1));

    private BatchNorm Normalized(Op x)
    {
        Shape channels = new(x.Type.Shape.Channels);
        return new(x, Floats(channels), Floats(channels), Floats(channels), Floats(channels), Number());
    }

    private Affine Affinely(Op x) =>
        new(x, Constant(ElementType.Int32, x.Type.Shape.Rank == 0 ? x.Type.Shape : new(x.Type.Shape.Channels)), _random.NextDouble(), -Math.PI);

    private Threshold Compared(Op x)
    {
        int rules = Pick([1, x.Type.Shape.Channels, x.Type.Shape.ElementCount]);
        var element = x.Type.Element == ElementType.Float32 ? ElementType.Float32 : ElementType.Int32;
        return new(x, Constant(element, new(2, rules)), Constant(ElementType.Bit, new(rules)));
    }

    private Quantize Quantized(Op x)
    {
        int rules = Pick([1, x.Type.Shape.Channels, x.Type.Shape.ElementCount]);
        var element = x.Type.Element == ElementType.Float32 ? ElementType.Float32 : ElementType.Int32;
        return new(x, Constant(element, new(2, rules)), Constant(ElementType.UInt8, new(3, rules)));
    }

    private Op Row(ElementType element, out int columns)
    {
        var row = Any(type => type.Element == element && type.Shape is { Rank: 2 } shape && shape[0] == 1, new(element, new(1, _random.Next(1, 80))));
        columns = row.Type.Shape.Last;
        return row;
    }

    private BitPlanes Planes(out int columns) => new(Row(ElementType.UInt8, out columns));

    private Op Floats(out Op other)
    {
        var x = Any(type => type.Element == ElementType.Float32);
        other = _random.Next(2) == 0 ? Floats(new(1)) : x;
        return x;
    }

    private Op Any(Func<TensorType, bool> fits, TensorType? otherwise = null)
    {
        var fitting = _values.Where(value => fits(value.Type)).ToList();
        if (fitting.Count > 0)
            return Pick(fitting);
        var type = otherwise ?? Enum.GetValues<ElementType>().Select(element => new TensorType(element, Pick(Shapes))).First(fits);
        return Labelled(new Input(type));
    }

    private Constant Floats(Shape shape) => Constant(ElementType.Float32, shape);

    private Op Counted(Func<PackedConvolution, Constant, Constant, CodedForm, Op> make)
    {
        var form = Packed(1, ElementType.Bit, ElementType.UInt8);
        var steps = new Constant(Tensor.Of(new(2, 4), 1, 0, 2, 1, 0, 0, 2, 0));
        return make(form, Constant(ElementType.Bit, new(2 * (form.RowShape[0] + 1), form.Outputs)), steps, new(1, 2, 100));
    }

    private Op Sliced(PackedConvolution form, Func<PackedConvolution, Constant, Op> make) =>
        make(form, Constant(ElementType.Bit, new(form.RowShape[0] + 1, form.GroupOutputs)));

    private Constant Interleaved(int outputs, int fanIn) => Constant(ElementType.Bit, InterleavedWeights.ShapeOf(outputs, new(1, fanIn)));

    private Constant Constant(ElementType element, Shape shape)
    {
        TensorType type = new(element, shape);
        bool anyBits = element == ElementType.Float32 && _random.Next(3) == 0;
        return (Constant)Labelled(new Constant(anyBits ? AnyFloats(type) : RandomTensors.Of(type, _random)));
    }

    private Tensor<float> AnyFloats(TensorType type) =>
        new(type, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => BitConverter.Int32BitsToSingle(AnyBits()))]);

    // A third of them NaN.
    private int AnyBits() => _random.Next(int.MinValue, int.MaxValue) | (_random.Next(3) == 0 ? 0x7F800000 : 0);

    private float Number() => (float)_random.NextDouble();

    private Op Labelled(Op op) => op.Named(Pick(Names), _random.Next(3) == 0 ? new Origin(Pick(["MatMul_1", "\" \\", "\u00fc\n\ud800"])) : null);

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];
}
