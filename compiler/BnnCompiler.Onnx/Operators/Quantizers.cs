// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>The quantizers of QONNX (Brevitas, FINN), in the order of evaluation of the qonnx package.</summary>
internal static class Quantizers
{
    private const int PixelBits = 8, MostPreparations = 16;

    /// <summary>scale * (x >= 0 ? +1 : -1).</summary>
    public static Value BipolarQuant(NodeImport node)
    {
        var scale = node.Constant(1, "the scale");
        return Scaled(node, node.Add(new Sign(node.Float(0), zero: 1)), scale);
    }

    /// <summary>
    /// Quant(x, scale, zero point, bit width): scale * (round(clamp(x / scale + zero point)) - zero point). With one signed bit the package
    /// takes the sign instead. More bits are evaluated on constants (a bias) and, from eight on, on the network's input, whose pixels have as
    /// many; they are refused on other activations.
    /// </summary>
    public static Value Quant(NodeImport node)
    {
        bool isSigned = node.Int("signed", 1) != 0, isNarrow = node.Int("narrow", 0) != 0;
        string rounding = node.Text("rounding_mode", "ROUND");
        float bits = node.Scalar(3, "the bit width");
        if (bits is not (>= 1 and <= 32) || bits != MathF.Floor(bits))
            throw node.Unsupported($"the bit width of {node.OpType} is {NumberText.Of(bits)}; a whole number from 1 to 32 is expected");

        Constant scale = node.Constant(1, "the scale"), zeroPoint = node.Constant(2, "the zero point");
        if (bits == 1 && isSigned)
        {
            if (zeroPoint.Floats.Values.Any(value => value != 0))
                throw node.Unsupported($"{node.OpType} with 1 bit has a zero point that is not 0; binary values lie around 0");
            var scaled = HasEffect(scale, node.Float(0)) ? node.Add(new Divide(node.Float(0), scale)) : node.Float(0);
            return Scaled(node, node.Add(new Sign(scaled, zero: 1)), scale);
        }

        var quantizer = new MultiBitQuantizer(node.Origin, $"{NumberText.Of(bits)}-bit {(isSigned ? "signed" : "unsigned")}");
        if (node.Float(0) is not Constant && !(bits >= PixelBits && IsPreparedInput(node.Float(0))))
            throw NotBinary(node.Origin, $"{node.OpType} is a {quantizer.Description} quantizer of activations");
        return new TensorValue(Quantized(node, scale, zeroPoint, Levels(bits, isSigned, isNarrow), rounding)) { Quantizer = quantizer };
    }

    /// <summary>MultiThreshold(x, t): out_scale * (number of t that x reaches) + out_bias; binary with one t per channel.</summary>
    public static Value MultiThreshold(NodeImport node)
    {
        float scale = node.Float("out_scale", 1), bias = node.Float("out_bias", 0);
        string layout = node.Text("data_layout", "NCHW"), type = node.Text("out_dtype", "");
        var x = node.Float(0);
        var thresholds = node.Constant(1, "the thresholds");
        var shape = thresholds.Type.Shape;
        if (shape.Rank != 2)
            throw node.Invalid($"the thresholds of MultiThreshold are {thresholds.Type}; [channels, thresholds] is expected");
        if (shape[1] != 1)
        {
            throw NotBinary(node.Origin,
                $"MultiThreshold has {NumberText.Of(shape[1])} thresholds per channel, which make {NumberText.Of(shape[1] + 1L)} levels");
        }

        if (type == "BIPOLAR" && (scale != 2 || bias != -1))
        {
            throw node.Invalid(
                $"MultiThreshold has out_dtype BIPOLAR, but out_scale {NumberText.Of(scale)} and out_bias {NumberText.Of(bias)} do not "
                + "make -1 and +1; 2 and -1 are expected");
        }

        var limits = node.Reshaped(thresholds, PerChannel(node, x.Type.Shape, shape[0], layout));
        var result = node.Add(new Compare(x, limits, "ge"));
        if (scale != 1)
            result = node.Add(new Multiply(result, Constants.Scalar(scale)));
        if (bias != 0)
            result = node.Add(new Add(result, Constants.Scalar(bias)));
        return new TensorValue(result);
    }

    /// <summary>Refused: its operands are {0, 1} and its result counts equal bits, which no exporter to QONNX writes any more.</summary>
    public static Value XnorPopcountMatMul(NodeImport node) => throw NotBinary(
        node.Origin,
            "XnorPopcountMatMul multiplies {0, 1} by counting equal bits; export the model before this step, with MatMul on -1 and +1");

    /// <summary>Refused: it drops bits of integers, of which a binary network has none.</summary>
    public static Value Trunc(NodeImport node) => throw NotBinary(node.Origin, "Trunc keeps several bits of an integer");

    /// <summary>The error for values that are not plus and minus a scale.</summary>
    public static DiagnosticException NotBinary(Origin origin, string found) =>
        DiagnosticCatalog.UnsupportedBitWidth.Error(origin, $"{found}; supported: 1 bit, signed (-1 and +1 times a scale)");

    // Whether each element is a function of one element of the network's input, of few steps: normalized pixels.
    private static bool IsPreparedInput(Op op)
    {
        for (int step = 0; step < MostPreparations && op is PointwiseOp or Reshape or Transpose; step++)
        {
            Op[] computed = [.. op.Operands.Where(operand => operand is not Constant)];
            if (computed is not [var only])
                return false;
            op = only;
        }

        return op is Input;
    }

    private static TensorValue Scaled(NodeImport node, Op signs, Constant scale) =>
        new(HasEffect(scale, signs) ? node.Add(new Multiply(signs, scale)) : signs);

    private static bool HasEffect(Constant scale, Op scaled) =>
        scale.Floats.Values is not [1] || scale.Type.Shape.Rank > scaled.Type.Shape.Rank;

    private static (float Low, float High) Levels(float bits, bool isSigned, bool isNarrow)
    {
        double half = Math.Pow(2, bits - 1);
        return isSigned
            ? ((float)(isNarrow ? 1 - half : -half), (float)(half - 1))
            : (0, (float)((2 * half) - (isNarrow ? 2 : 1)));
    }

    private static Op Quantized(NodeImport node, Constant scale, Constant zeroPoint, (float Low, float High) levels, string rounding)
    {
        string to = rounding.ToUpperInvariant() switch
        {
            "ROUND" or "HALF_EVEN" => "nearest",
            "CEIL" => "up",
            "FLOOR" => "down",
            "DOWN" or "ROUND_TO_ZERO" => "zero",
            _ => throw node.Unsupported(
                $"the rounding mode of {node.OpType} is '{PrintableText.Escape(rounding)}'; ROUND, CEIL, FLOOR and DOWN are supported"),
        };
        var shifted = node.Add(new Add(node.Add(new Divide(node.Float(0), scale)), zeroPoint));
        var integers = node.Add(new Round(node.Add(new Clip(shifted, levels.Low, levels.High)), to));
        return node.Add(new Multiply(node.Add(new Subtract(integers, zeroPoint)), scale));
    }

    private static Shape PerChannel(NodeImport node, Shape x, int channels, string layout)
    {
        if (x.Rank == 0 || layout is not ("NCHW" or "NHWC" or "NC" or "NCW" or "NWC"))
        {
            throw node.Unsupported(
                $"MultiThreshold has data_layout '{PrintableText.Escape(layout)}' on {NumberText.Of(x.Rank)} axes; NC, NCW, NWC, "
                + "NCHW or NHWC is expected");
        }

        int axis = layout[^1] == 'C' ? x.Rank - 1 : Math.Min(1, x.Rank - 1);
        if (channels != 1 && channels != x[axis])
        {
            throw node.Invalid(
                $"MultiThreshold has thresholds for {NumberText.Of(channels)} channels, but its input has {NumberText.Of(x[axis])}");
        }

        return new([channels, .. Enumerable.Repeat(1, x.Rank - 1 - axis)]);
    }
}
