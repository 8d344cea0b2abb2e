// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Operators;

/// <summary>
/// Cast: a change of element type. Activations are float32 whatever the file calls them: bools hold 0 and 1, integers whole numbers, to which a
/// Cast rounds toward zero.
/// </summary>
internal static class Casts
{
    /// <summary>To another type, which has to hold the values.</summary>
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

    private static Value CastTensor(NodeImport node, TensorValue tensor, DataType to)
    {
        bool isPixels = tensor.Op.Type.Element == ElementType.UInt8;
        return to switch
        {
            DataType.Float when isPixels => new TensorValue(node.Add(new ToFloat(tensor.Op))),
            DataType.Float => tensor with { Meaning = Meaning.Number },
            DataType.Bool when tensor.Meaning == Meaning.Boolean => tensor,
            DataType.Bool when !isPixels => new TensorValue(node.Add(new Compare(tensor.Op, Constants.Scalar(0), "ne")), Meaning.Boolean),
            DataType.Uint8 when isPixels => tensor,
            _ when IntegerTypes.RangeOf(to) is null => throw Refused(node, to),
            _ when tensor.Op is Constant constant => Truncated(node, constant, to),
            _ => node.Integral(0) is { } integers
                ? Fitting(node, integers.Op, integers.Bounds, to)
                : Fitting(node, node.Add(new Round(tensor.Op, "zero")), Bounds.Of(tensor.Op).Truncated(), to),
        };
    }

    // A number beyond int32 or int64 is beyond what a network counts; in a narrower type it would become another one.
    private static TensorValue Fitting(NodeImport node, Op whole, Bounds bounds, DataType to)
    {
        var (low, high) = IntegerTypes.RangeOf(to)!.Value;
        bool isKnown = double.IsFinite(bounds.Low) && double.IsFinite(bounds.High);
        if ((isKnown || to is not (DataType.Int32 or DataType.Int64)) && (bounds.Low < low || bounds.High > high))
        {
            throw node.Unsupported($"Cast to {IntegerTypes.Describe(to)}, which holds {NumberText.Of(low)} to {NumberText.Of(high)}, of values from "
                + $"{NumberText.Of(bounds.Low)} to {NumberText.Of(bounds.High)}; put a Clip before it, or cast to INT32");
        }

        return new(whole, Meaning.Integer) { Bounds = bounds };
    }

    private static Value CastIntegers(NodeImport node, IntegerValue integers, DataType to) => to switch
    {
        DataType.Float => node.ToTensor(integers) with { Meaning = Meaning.Number },
        DataType.Bool => new TensorValue(node.Add(new Compare(node.ToTensor(integers).Op, Constants.Scalar(0), "ne")), Meaning.Boolean),
        _ => OfType(node, integers, to),
    };

    private static IntegerValue OfType(NodeImport node, IntegerValue integers, DataType to)
    {
        var (low, high) = IntegerTypes.RangeOf(to) ?? throw Refused(node, to);
        return integers.Values.All(value => value >= low && value <= high)
            ? integers with { Type = to }
            : throw node.Unsupported($"Cast to {IntegerTypes.Describe(to)} changes the value of an integer");
    }

    private static IntegerValue Truncated(NodeImport node, Constant constant, DataType to)
    {
        var (low, high) = IntegerTypes.RangeOf(to)!.Value;
        var floats = constant.Floats.Values;
        if (floats.Any(value => !(Math.Abs(value) <= int.MaxValue && Math.Truncate(value) >= low && Math.Truncate(value) <= high)))
            throw node.Unsupported($"Cast turns a number into an integer that is too large for {IntegerTypes.Describe(to)}");
        return new([.. constant.Type.Shape.Extents], [.. floats.Select(value => (long)value)]) { Type = to };
    }

    private static DiagnosticException Refused(NodeImport node, DataType to) => node.Unsupported(
        $"Cast of {Describe(node.Input(0))} to {IntegerTypes.Describe(to)} is not supported; the compiled network computes in float32");

    private static string Describe(Value value) => value switch
    {
        IntegerValue => "integers",
        TensorValue { Op: { Type.Element: ElementType.UInt8 } } => "pixels",
        TensorValue tensor => tensor.Meaning switch { Meaning.Boolean => "bools", Meaning.Integer => "integers", _ => "floats" },
        _ => "values",
    };
}
