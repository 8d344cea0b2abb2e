// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Operators;

/// <summary>QuantizeLinear and DequantizeLinear: numbers as integers and back, with parameters for the tensor or along an axis.</summary>
internal static class LinearQuantizers
{
    /// <summary>saturate(round(x / scale) + zero point), ties to even; without a zero point to uint8.</summary>
    public static Value Quantize(NodeImport node)
    {
        int axis = Axis(node);
        var type = (DataType)(int)Math.Clamp(node.Int("output_dtype", 0), 0, int.MaxValue);
        if (node.Int("precision", 0) is not (0 or (long)DataType.Float))
            throw node.Unsupported("QuantizeLinear has a precision other than float32; export it without");
        node.Ignore("saturate");
        var x = node.Integral(0)?.Op ?? node.Float(0);
        var scale = AlongAxis(node, QuantizerParameters.Scale(node, 1, "the scale"), x, axis, "the scale");
        var target = Target.Of(node, 2, type == DataType.Undefined ? DataType.Uint8 : type);
        return Saturated(node, node.Divided(x, scale), target with { ZeroPoint = AlongAxis(node, target.ZeroPoint, x, axis, "the zero point") });
    }

    /// <summary>(x - zero point) * scale.</summary>
    public static Value Dequantize(NodeImport node)
    {
        int axis = Axis(node);
        if (node.Int("output_dtype", 0) is not (0 or (long)DataType.Float))
            throw node.Unsupported("DequantizeLinear has an output_dtype other than FLOAT; convert the model to float32 first");
        var scale = QuantizerParameters.Scale(node, 1, "the scale");
        var x = Integers(node, 0, "its input");
        var zeroPoint = node.Has(2) ? QuantizerParameters.ZeroPoint(node, 2, "the zero point") : Constants.Scalar(0);
        var shifted = node.Less(x, AlongAxis(node, zeroPoint, x, axis, "the zero point"));
        return new TensorValue(node.Scaled(shifted, AlongAxis(node, scale, x, axis, "the scale")));
    }

    /// <summary>An input that has to hold integers, as float32.</summary>
    public static Op Integers(NodeImport node, int input, string role) => node.Integral(input)?.Op
        ?? throw node.Invalid($"{role} holds numbers where {node.OpType} reads integers; a QuantizeLinear is expected before it");

    /// <summary>Numbers as integers of a type: rounded to nearest, ties to even, moved by the zero point, then limited.</summary>
    public static TensorValue Saturated(NodeImport node, Op x, Target target)
    {
        var (low, high) = IntegerTypes.RangeOf(target.Type)!.Value;
        var moved = node.More(node.Add(new Round(x, "nearest")), target.ZeroPoint);
        return new(node.Add(new Clip(moved, low, high)), Meaning.Integer) { Bounds = new(low, high) };
    }

    private static int Axis(NodeImport node)
    {
        if (node.Int("block_size", 0) != 0)
            throw node.Unsupported($"{node.OpType} has a scale for each block of {NumberText.Of(node.Int("block_size", 0))} elements; "
                + "a scale for the tensor or for each channel is expected");
        long axis = node.Int("axis", 1);
        int rank = node.Tensor(0).Op.Type.Shape.Rank;

        // The axis means nothing for one scale, and the default one need not exist then.
        return node.Tensor(1).Op.Type.Shape.ElementCount == 1 ? 0 : node.Axis(axis, rank);
    }

    private static Constant AlongAxis(NodeImport node, Constant parameter, Op x, int axis, string role) =>
        QuantizerParameters.Along(node, parameter, x.Type.Shape, axis, role);

    /// <summary>What numbers are quantized to.</summary>
    /// <param name="Type">The element type.</param>
    /// <param name="ZeroPoint">What 0 becomes.</param>
    internal sealed record Target(DataType Type, Constant ZeroPoint)
    {
        /// <summary>The type of the zero point that an input gives, or <paramref name="ifMissing"/> without one.</summary>
        public static Target Of(NodeImport node, int input, DataType ifMissing)
        {
            if (node.Has(input) && node.Input(input) is not IntegerValue)
                throw node.Unsupported($"the zero point of {node.OpType} has to be integers known at compile time");
            var type = node.Has(input) ? ((IntegerValue)node.Input(input)).Type : ifMissing;
            return type is DataType.Int4 or DataType.Uint4 or DataType.Int8 or DataType.Uint8 or DataType.Int16 or DataType.Uint16
                ? new(type, node.Has(input) ? QuantizerParameters.ZeroPoint(node, input, "the zero point") : Constants.Scalar(0))
                : throw DiagnosticCatalog.UnsupportedBitWidth.Error(node.Origin,
                    $"{node.OpType} quantizes to {IntegerTypes.Describe(type)}; integers of 4, 8 or 16 bits are supported");
        }
    }
}
