// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
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
        "dense" => new Dense(Row(ElementType.Float32, out int k), Constant(ElementType.Float32, new(3, k))),
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
        "xnor_dense" => new XnorDense(Row(ElementType.Bit, out int k), Interleaved(9, k), 9),
        "xnor_threshold" => new XnorThreshold(Row(ElementType.Bit, out int k), Interleaved(9, k), Constant(ElementType.Int32, new(16)), 9),
        "bit_planes" => new BitPlanes(Row(ElementType.UInt8, out _)),
        "plane_dense" => new PlaneDense(Planes(out int k), Interleaved(8, k), 8),
        "plane_threshold" => new PlaneThreshold(Planes(out int k), Interleaved(8, k), Constant(ElementType.Int32, new(8)), 8),
        "column_sum" => new ColumnSum(Row(ElementType.Float32, out int k), Constant(ElementType.Bit, new(k, 4))),
        _ => throw new NotSupportedException($"Add '{mnemonic}' to RandomGraphs.cs."),
    };

    private PRelu Rectified(Op x) => new(x, _random.Next(2) == 0 ? x : Floats(new Shape(ImmutableArray<int>.Empty)));

    private static Reshape Reshaped(Op x) => new(x, new(x.Type.Shape.ElementCount, 1));

    private BatchNorm Normalized(Op x)
    {
        Shape channels = new(x.Type.Shape.Channels);
        return new(x, Floats(channels), Floats(channels), Floats(channels), Floats(channels), Number());
    }

    private Affine Affinely(Op x) => new(x, Constant(ElementType.Int32, new(x.Type.Shape.Channels)), _random.NextDouble(), -Math.PI);

    private Threshold Compared(Op x)
    {
        int rules = _random.Next(2) == 0 ? 1 : x.Type.Shape.Channels;
        var element = x.Type.Element == ElementType.Float32 ? ElementType.Float32 : ElementType.Int32;
        return new(x, Constant(element, new(2, rules)), Constant(ElementType.Bit, new(rules)));
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

    private Constant Interleaved(int outputs, int fanIn) => Constant(ElementType.Bit, InterleavedDenseOp.WeightShape(outputs, fanIn));

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
