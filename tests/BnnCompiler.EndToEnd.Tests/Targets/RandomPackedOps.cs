// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
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
using BnnCompiler.Tests.Kernels;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>
/// Random networks that are one packed op, with what it takes to read bits and integers and to return floats. The seed decides everything.
/// </summary>
internal sealed partial class RandomPackedOps
{
    private const int MostAttempts = 1000;

    private readonly Random _random;
    private readonly PackedWeights _weights;

    private RandomPackedOps(Random random) => (_random, _weights) = (random, new(random));

    /// <summary>The kinds of packed ops that a target has a kernel for.</summary>
    public static IEnumerable<OpKind> KindsWith(Func<Op, bool> kernel) => OpCatalog.All
        .Where(kind => kind.LastStage == Stage.Packed && kind != Input.KindOf && kind != Ops.Constant.KindOf)
        .Where(kind => kernel(Of(kind.Mnemonic, seed: 0).Ops.First(op => op.Kind == kind)));

    /// <summary>A network of an op with the given mnemonic.</summary>
    public static Graph Of(string mnemonic, int seed)
    {
        var random = new RandomPackedOps(new Random(seed));
        string reason = "";
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            try
            {
                var op = random.Make(mnemonic).Named("op", null);
                var result = op.Type.Element == ElementType.Float32 ? op : new ToFloat(op).Named("result", null);
                var inputs = new Graph("g", [], [result]).Ops.OfType<Input>().ToImmutableArray<Op>();
                return new("g", inputs, [result]);
            }
            catch (InvalidOpException refused)
            {
                // The window does not fit into the image; the next one may.
                reason = refused.Message;
            }
        }

        throw new InvalidOperationException($"No valid '{mnemonic}' was found; loosen what RandomPackedOps.cs tries. The last one: {reason}");
    }

    private Op Make(string mnemonic) => mnemonic switch
    {
        "to_float" => new ToFloat(Pick<Op>(Bits(AnyShape()), Integers(Image()), Small(AnyShape()), Pixels(AnyShape()))),
        "add" => Pick(0, 1) == 0 ? new Add(Floats(out var other), other) : new Add(Integers(Image(), out var integers), integers),
        "sub" => new Subtract(Floats(out var other), other),
        "mul" => Pick(0, 1) == 0 ? new Multiply(Floats(out var other), other) : new Multiply(Integers(Image(), out var integers), integers),
        "div" => new Divide(Floats(out var other), other),
        "affine" => Affinely(Integers(Image())),
        "relu" => new Relu(Floats(AnyShape())),
        "prelu" => new PRelu(Floats(out var slope), slope),
        "clip" => new Clip(Floats(AnyShape()), -_random.NextSingle(), _random.NextSingle()),
        "round" => new Round(Floats(AnyShape()), Pick("nearest", "down", "up", "zero")),
        "sign" => new Sign(Floats(AnyShape()), Pick(-1, 0, 1)),
        "compare" => new Compare(Floats(out var other), other, Pick("gt", "ge", "lt", "le", "eq", "ne")),
        "select" => new Select(Floats(out var other), other, Constant(ElementType.Float32, new(1))),
        "threshold" => Compared(Pick<Op>(Floats(AnyShape()), Pixels(AnyShape()), Integers(Image()))),
        "quantize" => Quantized(Pick<Op>(Floats(AnyShape()), Pixels(AnyShape()), Integers(Image()))),
        "xnor_dense" => DenseOnBits((x, weights, _, outputs) => new XnorDense(x, weights, outputs)),
        "xnor_threshold" => DenseOnBits((x, weights, limits, outputs) => new XnorThreshold(x, weights, limits, outputs)),
        "nibble_threshold" => DenseOnBits((x, weights, limits, outputs) => new NibbleThreshold(x, weights, limits, outputs)),
        "bit_planes" => new BitPlanes(Pixels(Row())),
        "plane_dense" => DenseOnPixels((planes, weights, _, outputs) => new PlaneDense(planes, weights, outputs)),
        "plane_threshold" => DenseOnPixels((planes, weights, limits, outputs) => new PlaneThreshold(planes, weights, limits, outputs)),
        "column_sum" => Summed(Floats(Row())),
        "reshape" => Reshaped(Pick<Op>(Floats(AnyShape()), Bits(AnyShape()), Bits(Image()))),
        "transpose" => Transposed(Pick<Op>(Floats(AnyShape()), Bits(AnyShape()), Integers(Image()), Pixels(AnyShape()))),
        "concat" => Joined(Pick<Op>(Floats(Image()), Bits(Image()), Integers(Image()), Pixels(Image()))),
        "pad" => new Pad(Floats(Image()), [Pick(0, 1, 2), Pick(0, 1, 2), Pick(0, 1, 2), Pick(0, 1, 2)], Pick(0, -0.5f, 3)),
        "lookup" => Small(AnyShape()),
        "max_pool" => new MaxPool(Pick<Op>(Floats(Image()), Integers(Image()), Pixels(Image())), Sliding()),
        "sum_pool" => new SumPool(Pick<Op>(Floats(Image()), Integers(Image()), Pixels(Image()), Bits(Image())), Sliding()),
        "bit_pool" => Pooled(Bits(Image())),
        "xnor_conv" => Convolved(Bits(Image()), (form, weights, _, _, _) => new XnorConv(form, weights)),
        "xnor_conv_threshold" => Convolved(
            Bits(Image()), (form, weights, limits, rows, columns) => new XnorConvThreshold(form, weights, limits, rows, columns)),
        "grouped_xnor_conv" => Grouped(),
        "signed_conv" => Signed(Pick<Func<Shape, Op>>(Pixels, Small, Floats), Pick(1, 2, 3)),
        "signed_conv_threshold" => SignedThreshold(Pick<Op>(Pixels(Image()), Small(Image()))),
        "pattern_conv_threshold" => ByPatterns(),
        "select_channels" => Selected(Integers(Image())),
        "rank" => Ranked(Integers(Image())),
        "weighted_conv" => Weighted(Pick<Func<Shape, Op>>(Pixels, Small), Pick(1, 2, 3)),
        "float_conv" => InFloats(Pick(1, 2, 3)),
        "sliced_dense" => SlicedOnAny((x, weights, outputs) => new SlicedDense(x, weights, Constant(ElementType.Int32, new(outputs)), Pick(1, 2))),
        "sliced_threshold" => SlicedOnAny((x, weights, outputs) => new SlicedThreshold(x, weights, _weights.SlicedLimits(x, weights))),
        "sliced_conv" => SlicedInGroups(),
        "sliced_conv_threshold" => SlicedAndCompared(),
        "pixel_conv_threshold" => OnPixels(),
        "coded_conv" => Counted(RandomCodedLayers.Result.Sums),
        "coded_conv_quantize" => Counted(RandomCodedLayers.Result.Codes),
        "coded_conv_threshold" => Counted(RandomCodedLayers.Result.Bits),
        _ => throw new NotSupportedException($"Add '{mnemonic}' to RandomPackedOps.cs."),
    };

    private Op DenseOnBits(Func<Op, Constant, Constant, int, Op> make)
    {
        var x = Bits(Pick(Row(), Image(), new Shape(1, Size(), Channels())));
        int outputs = Outputs(), fanIn = x.Type.Shape.ElementCount;
        var weights = _weights.Interleaved(InterleavedWeights.ShapeOf(outputs, x.Type.Shape), outputs, x.Type.Shape.Last);
        return make(x, weights, PackedWeights.Limits(1, outputs, -1, () => _random.Next(fanIn)).Flat(), outputs);
    }

    private Op DenseOnPixels(Func<Op, Constant, Constant, int, Op> make)
    {
        var planes = new BitPlanes(Pixels(Row()));
        int outputs = Outputs(), fanIn = planes.Type.Shape.Last;
        var weights = _weights.Interleaved(InterleavedWeights.ShapeOf(outputs, new(1, fanIn)), outputs, fanIn);
        return make(planes, weights, PackedWeights.Limits(1, outputs, int.MaxValue, () => _random.Next(-20 * fanIn, 20 * fanIn)).Flat(), outputs);
    }

    private Op SlicedOnAny(Func<Op, Constant, int, Op> make)
    {
        var x = Pick<Op>(Bits(Row()), Bits(Image()), Pixels(Row()), Pixels(Image()));
        int outputs = Outputs();
        return make(x, _weights.InRows(x.Type.Shape.ElementCount, outputs), outputs);
    }

    private SlicedConv SlicedInGroups()
    {
        int groups = Pick(1, 1, 2, 3), channels = Pick(1, 3, 31, 33, 64);
        var form = new PackedConvolution(Bits(new(1, Size(), Size(), groups * channels)), Sliding(), groups * Outputs(), groups);
        var (rows, columns, kinds) = Positions(form.Result);
        return new(form, _weights.InRows(form.RowShape[0], form.GroupOutputs), Constant(ElementType.Int32, new(kinds, form.Outputs)), rows, columns);
    }

    private SlicedConvThreshold SlicedAndCompared()
    {
        var form = new PackedConvolution(Bits(Image()), Sliding(), Outputs(), 1);
        var (rows, columns, kinds) = Positions(form.Result);
        int planes = kinds * (SlicedPlanes.Of(form.RowShape[0]) + 1);
        return new(form, _weights.InRows(form.RowShape[0], form.Outputs), Constant(ElementType.Bit, new(planes, form.Outputs)), rows, columns);
    }

    private PixelConvThreshold OnPixels()
    {
        var (rows, columns) = (Axis() with { Stride = 1, Dilation = 1 }, Axis() with { Stride = 1, Dilation = 1 });
        var form = new PackedConvolution(Bits(new(1, Size(), Pick(Size(), 40, 64, 70), Channels())), new(rows, columns), Outputs(), 1);
        var (ofRows, ofColumns, classes) = Positions(form.Result);
        int inputs = form.RowShape[0];
        var limits = Enumerable.Range(0, classes * form.Outputs).Select(_ => _random.Next(-inputs / 4, (inputs / 4) + 2));
        return new(form, Constant(ElementType.Bit, new(form.Outputs, inputs)), new Constant(Tensor.Of(new(classes, form.Outputs), [.. limits])),
            ofRows, ofColumns);
    }

    private ColumnSum Summed(Op x) => new(x, Constant(ElementType.Bit, new(x.Type.Shape.Last, Outputs())));

    private Op Convolved(Op image, Func<PackedConvolution, Constant, Constant, Constant, Constant, Op> make)
    {
        var form = new PackedConvolution(image, Sliding(), Outputs(), 1);
        int channels = image.Type.Shape.Channels, taps = form.Window.Taps;
        Shape shape = new(InterleavedWeights.PaddedOutputs(form.Outputs) / 8, taps * TensorType.WordsFor(channels), 8, 64);
        var (rows, columns, classes) = Positions(form.Result);
        var limits = PackedWeights.Limits(classes, form.Outputs, -1, () => _random.Next(channels * taps));
        return make(form, _weights.Interleaved(shape, form.Outputs, channels), limits, rows, columns);
    }

    private SelectChannels Selected(Op x)
    {
        int outputs = Outputs(), channels = x.Type.Shape.Channels;
        var sources = Tensor.Of(new(outputs), [.. Enumerable.Range(0, outputs).Select(_ => _random.Next(channels))]);
        return new(x, new Constant(sources), Constant(ElementType.Bit, new(outputs)));
    }

    /// <summary>Sums are those of two pixels: some lie outside of the table.</summary>
    private Rank Ranked(SignedConv x) => new(x, Constant(ElementType.Int16, new(x.Type.Shape.Channels, Pick(1, 2, 300))), Pick(-255, -3), Pick(1, 2));

    private GroupedXnorConv Grouped()
    {
        int groups = Pick(2, 3, 64, 65), channels = Pick(1, 2, 40, 64), outputs = groups * Pick(1, 2, 9);
        var form = new PackedConvolution(Bits(new(1, Size(), Size(), groups * channels)), Sliding(), outputs, groups);
        var (weights, masks, starts) = _weights.OfGroups(form);
        return new(form, weights, masks, starts);
    }

    private SignedConv Signed(Func<Shape, Op> input, int groups)
    {
        var form = InGroups(input, groups);
        return new(form, Constant(ElementType.Bit, form.RowShape));
    }

    private WeightedConv Weighted(Func<Shape, Op> input, int groups)
    {
        var form = InGroups(input, groups);
        return new(form, Constant(ElementType.Int8, form.RowShape));
    }

    private FloatConv InFloats(int groups)
    {
        var form = InGroups(Floats, groups);
        return new(form, Constant(ElementType.Float32, form.RowShape));
    }

    private PackedConvolution InGroups(Func<Shape, Op> input, int groups) =>
        new(input(new(1, Size(), Size(), groups * Pick(1, 3, 7))), Sliding(), groups * Outputs(), groups);

    private SignedConvThreshold SignedThreshold(Op image, Window? window = null)
    {
        var form = new PackedConvolution(image, window ?? Sliding(), Outputs(), 1);
        var (rows, columns, classes) = Positions(form.Result);
        int greatest = image.Type.Element == ElementType.UInt8 ? 300 : 30_000;
        var limits = PackedWeights.Limits(classes, form.Outputs, int.MaxValue, () => _random.Next(-greatest, greatest));
        return new(form, Constant(ElementType.Bit, form.RowShape), limits, rows, columns);
    }

    private PatternConvThreshold ByPatterns()
    {
        var shape = new Shape(1, Size(), Pick(8, 9, 40), Pick(1, 2, 3));
        var table = new Constant(
            new Tensor<short>(new(ElementType.Int16, new(256)), [.. Enumerable.Range(0, 256).Select(_ => (short)_random.Next(-700, 700))]));
        var image = Pick<Op>(Pixels(shape), new Lookup(Pixels(shape), table));
        var signed = SignedThreshold(image, new(Axis() with { Stride = 1, Dilation = 1 }, Axis() with { Stride = 1, Dilation = 1 }));
        return new(signed.Form, PatternConvThresholdKernel.GreatestOf(image), signed.Weights, signed.Limits, signed.Rows, signed.Columns);
    }

    /// <summary>Up to four classes: the row decides on one bit, the column on the other.</summary>
    private (Constant Rows, Constant Columns, int Count) Positions(Shape result)
    {
        byte[] rows = Classes(result[1], 1), columns = Classes(result[2], 2);
        return (Positions(rows), Positions(columns), rows.Max() + columns.Max() + 1);
    }

    private byte[] Classes(int count, int other) => [.. Enumerable.Range(0, count).Select(_ => (byte)Pick(0, other))];

    private static Constant Positions(byte[] classes) => new(Tensor.Of(new Shape(classes.Length), [.. classes]));

    private BitPool Pooled(Op x) => new(x, Constant(ElementType.Bit, new(x.Type.Shape.Channels)), Sliding());

    /// <summary>In rows of any length that divides the number of elements, computed where it is an input, which no network returns.</summary>
    private Reshape Reshaped(Op x)
    {
        int elements = x.Type.Shape.ElementCount;
        int[] lengths = [.. Enumerable.Range(1, elements).Where(length => elements % length == 0)];
        int row = Pick(lengths);
        return new(x is Input ? new Relu(x) : x, new(1, elements / row, row));
    }

    private Transpose Transposed(Op x) => new(x, [.. Enumerable.Range(0, x.Type.Shape.Rank).OrderBy(_ => _random.Next())]);

    private Concat Joined(Op x)
    {
        var shape = x.Type.Shape;
        Shape other = new([.. shape.Extents.Take(shape.Rank - 1), Pick(1, 60, 64, 70)]);
        return Pick(0, 1) == 0 ? new(x, x) : new(x, Constant(x.Type.Element, other));
    }

    private Affine Affinely(Op x) =>
        new(x, Constant(ElementType.Int32, Pick(new(1), new(x.Type.Shape.Channels), x.Type.Shape)), _random.NextDouble(), -Math.PI);

    /// <summary>Floats and what they are combined with: one constant for all, for each channel, for each element, or computed numbers.</summary>
    private Op Floats(out Op other)
    {
        var x = Floats(AnyShape());
        var shape = x.Type.Shape;
        other = Pick(0, 1, 2, 3) switch
        {
            0 => new Relu(x),
            1 => Constant(ElementType.Float32, new(1)),
            2 => Constant(ElementType.Float32, new(shape.Channels)),
            _ => Constant(ElementType.Float32, shape),
        };
        return x;
    }

    private Lookup Small(Shape shape) => new Lookup(Pixels(shape), Constant(ElementType.Int16, new(256)));

    private static Threshold Bits(Shape shape) =>
        new Threshold(Floats(shape), new Constant(Tensor.Of(new Shape(1, 1), 0f)), new Constant(BitTensor.FromPredicate(new(1), _ => false)));

    private SignedConv Integers(Shape image) =>
        new SignedConv(new(Pixels(new(1, image[1], image[2], 2)), Window.Of(1, 1), image[3], 1), Constant(ElementType.Bit, new(2, image[3])));

    private SignedConv Integers(Shape image, out Op other)
    {
        other = Constant(ElementType.Int32, Pick(new(1), new(image.Channels), image));
        return Integers(image);
    }
}
