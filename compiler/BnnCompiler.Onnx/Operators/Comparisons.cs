// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Comparisons and what is done with their results; bools are held as 0 and 1 in float32.</summary>
internal static class Comparisons
{
    /// <summary>a > b.</summary>
    public static Value Greater(NodeImport node) => Compare(node, "gt", (a, b) => a > b);

    /// <summary>a >= b.</summary>
    public static Value GreaterOrEqual(NodeImport node) => Compare(node, "ge", (a, b) => a >= b);

    /// <summary>a &lt; b.</summary>
    public static Value Less(NodeImport node) => Compare(node, "lt", (a, b) => a < b);

    /// <summary>a &lt;= b.</summary>
    public static Value LessOrEqual(NodeImport node) => Compare(node, "le", (a, b) => a <= b);

    /// <summary>a = b.</summary>
    public static Value Equal(NodeImport node) => Compare(node, "eq", (a, b) => a == b);

    /// <summary>1 - x on 0 and 1.</summary>
    public static Value Not(NodeImport node) =>
        new TensorValue(node.Add(new Subtract(Constants.Scalar(1), Bools(node, 0).Op)), Meaning.Boolean);

    /// <summary>a · b on 0 and 1.</summary>
    public static Value And(NodeImport node) => Joined(node, (a, b) => new Multiply(a, b));

    /// <summary>a + b > 0 on 0 and 1.</summary>
    public static Value Or(NodeImport node) => Joined(node, (a, b) => new Compare(node.Add(new Add(a, b)), Constants.Scalar(0), "gt"));

    /// <summary>a ≠ b on 0 and 1.</summary>
    public static Value Xor(NodeImport node) => Joined(node, (a, b) => new Compare(a, b, "ne"));

    /// <summary>a where the condition holds, else b.</summary>
    public static Value Where(NodeImport node)
    {
        var condition = Bools(node, 0);
        if (condition.Op is Constant known && node.Input(1) is IntegerValue whenTrue && node.Input(2) is IntegerValue whenFalse)
            return ShapeValues.Choose(node, known, whenTrue, whenFalse);
        TensorValue a = node.Tensor(1), b = node.Tensor(2);
        if (a.Meaning != b.Meaning)
            throw node.Invalid("Where chooses between tensors of different element types");
        if (a.Op.Type.Element != ElementType.Float32 || b.Op.Type.Element != ElementType.Float32)
            throw node.Invalid("Where chooses between tensors of pixels; a Cast to float is expected before it");
        var chosen = node.Add(new Select(condition.Op, a.Op, b.Op));
        return new TensorValue(chosen, a.Meaning) { Magnitude = Math.Max(a.Magnitude, b.Magnitude) };
    }

    /// <summary>A change of element type. On activations: from pixels, bools and integers to float32, and from bools to integers.</summary>
    public static Value Cast(NodeImport node)
    {
        var to = (DataType)(int)Math.Clamp(node.Int("to", 0), 0, int.MaxValue);
        node.Ignore("saturate", "round_mode");
        return node.Input(0) switch
        {
            // What is left out at the end of a classifier has no type any more.
            EndValue end => end,
            IntegerValue integers => CastIntegers(node, integers, to),
            TensorValue tensor => CastTensor(node, tensor, to),
            _ => throw Refused(node, to),
        };
    }

    private static Value CastTensor(NodeImport node, TensorValue tensor, DataType to) => to switch
    {
        DataType.Float when tensor.Op.Type.Element == ElementType.UInt8 => new TensorValue(node.Add(new ToFloat(tensor.Op))),
        DataType.Float => tensor with { Meaning = Meaning.Number },
        DataType.Bool when tensor.Meaning == Meaning.Boolean => tensor,
        DataType.Bool when tensor.Op.Type.Element == ElementType.Float32 =>
            new TensorValue(node.Add(new Compare(tensor.Op, Constants.Scalar(0), "ne")), Meaning.Boolean),
        DataType.Int32 or DataType.Int64 when tensor.Op is Constant constant => Truncated(node, constant),
        DataType.Int32 or DataType.Int64 when tensor.Meaning == Meaning.Boolean => tensor with { Meaning = Meaning.Integer, Magnitude = 1 },
        DataType.Int32 or DataType.Int64 when tensor is { Meaning: Meaning.Integer, Op.Type.Element: ElementType.Float32 } => tensor,
        _ => throw Refused(node, to),
    };

    private static Value CastIntegers(NodeImport node, IntegerValue integers, DataType to)
    {
        (long low, long high) = to switch
        {
            DataType.Uint8 => (byte.MinValue, byte.MaxValue),
            DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            DataType.Uint16 => (ushort.MinValue, ushort.MaxValue),
            DataType.Int16 => (short.MinValue, short.MaxValue),
            DataType.Uint32 => (uint.MinValue, uint.MaxValue),
            DataType.Int32 => (int.MinValue, int.MaxValue),
            DataType.Uint64 => (0L, long.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        return to switch
        {
            DataType.Float => node.ToTensor(integers) with { Meaning = Meaning.Number },
            DataType.Bool => new TensorValue(node.Add(new Compare(node.ToTensor(integers).Op, Constants.Scalar(0), "ne")), Meaning.Boolean),
            DataType.Float16 or DataType.Bfloat16 or DataType.Double or DataType.Undefined => throw Refused(node, to),
            _ when !Enum.IsDefined(to) || to > DataType.Uint64 || to == DataType.String => throw Refused(node, to),
            _ => integers.Values.All(value => value >= low && value <= high)
                ? integers
                : throw node.Unsupported($"Cast to {Describe(to)} changes the value of an integer"),
        };
    }

    private static IntegerValue Truncated(NodeImport node, Constant constant)
    {
        var floats = constant.Floats.Values;
        if (floats.Any(value => !(Math.Abs(value) <= int.MaxValue)))
            throw node.Unsupported("Cast turns a number into an integer that is too large for it");
        return new([.. constant.Type.Shape.Extents], [.. floats.Select(value => (long)value)]);
    }

    private static TensorValue Compare(NodeImport node, string relation, Func<long, long, bool> onKnown)
    {
        if (node.Input(0) is IntegerValue left && node.Input(1) is IntegerValue right)
        {
            var known = ShapeValues.Combine(node, left, right, (a, b) => onKnown(a, b) ? 1 : 0);
            return node.ToTensor(known) with { Meaning = Meaning.Boolean };
        }

        TensorValue a = node.Tensor(0), b = node.Tensor(1);
        bool areIntegers = a.Meaning == Meaning.Integer && b.Meaning == Meaning.Integer;
        var compare = areIntegers ? new Compare(a.Op, b.Op, relation) : new Compare(node.Float(0), node.Float(1), relation);
        return new TensorValue(node.Add(compare), Meaning.Boolean);
    }

    private static TensorValue Joined(NodeImport node, Func<Op, Op, Op> join) =>
        new(node.Add(join(Bools(node, 0).Op, Bools(node, 1).Op)), Meaning.Boolean);

    private static TensorValue Bools(NodeImport node, int input) => node.Tensor(input) is { Meaning: Meaning.Boolean } bools
        ? bools
        : throw node.Invalid($"input {NumberText.Of(input)} of {node.OpType} has to be bools");

    private static DiagnosticException Refused(NodeImport node, DataType to) =>
        node.Unsupported($"Cast of {Describe(node.Input(0))} to {Describe(to)} is not supported; the compiled network computes in float32");

    private static string Describe(Value value) => value switch
    {
        IntegerValue => "integers",
        TensorValue { Op: { Type.Element: ElementType.UInt8 } } => "pixels",
        TensorValue tensor => tensor.Meaning switch { Meaning.Boolean => "bools", Meaning.Integer => "integers", _ => "floats" },
        _ => "values",
    };

    private static string Describe(DataType type) =>
        Enum.IsDefined(type) ? type.ToString().ToUpperInvariant() : $"element type {NumberText.Of((int)type)}";
}
