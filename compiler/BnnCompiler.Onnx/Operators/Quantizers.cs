// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>
/// The quantizers of QONNX (Brevitas, FINN, QKeras), step by step in the order of evaluation of the qonnx package. Of constants they leave a
/// constant; on activations they stay the steps that they are, and which values these take is found later, by evaluation.
/// </summary>
internal static class Quantizers
{
    private const int MostBits = 32;

    /// <summary>scale * (x >= 0 ? +1 : -1).</summary>
    public static Value BipolarQuant(NodeImport node)
    {
        var scale = node.Parameter(1, "the scale");
        return new TensorValue(node.Scaled(node.Add(new Sign(node.Float(0), zero: 1)), scale));
    }

    /// <summary>
    /// Quant(x, scale, zero point, bit width): scale * (round(clamp(x / scale + zero point)) - zero point). With one signed bit the package
    /// takes the sign instead of clamping and rounding.
    /// </summary>
    public static Value Quant(NodeImport node)
    {
        bool isSigned = node.Int("signed", 1) != 0, isNarrow = node.Int("narrow", 0) != 0;
        string rounding = node.Text("rounding_mode", "ROUND");
        Constant scale = QuantizerParameters.Scale(node, 1, "the scale"), zeroPoint = QuantizerParameters.ZeroPoint(node, 2, "the zero point");
        int bits = BitWidth(node, 3, "the bit width");

        var shifted = Shifted(node, scale, zeroPoint);
        var integers = bits == 1 && isSigned
            ? node.Add(new Sign(shifted, zero: 1))
            : Rounded(node, Clamped(node, shifted, bits, isSigned, isNarrow), rounding);
        return new TensorValue(node.Scaled(node.Less(integers, zeroPoint), scale));
    }

    /// <summary>
    /// Trunc: drops the low bits of an integer times a scale. Version 1 has the inputs x, scale, zero point, bit width and new bit width; version 2
    /// has a scale, a zero point and a bit width for the result, to which it clamps.
    /// </summary>
    public static Value Trunc(NodeImport node)
    {
        if (node.InputCount is not (5 or 7))
        {
            throw node.Invalid($"Trunc has {NumberText.Of(node.InputCount)} inputs; 5 are expected of version 1 of QONNX, 7 of version 2, "
                + "which end with the bit width of the result");
        }

        Constant scale = QuantizerParameters.Scale(node, 1, "the scale"), zeroPoint = QuantizerParameters.ZeroPoint(node, 2, "the zero point");
        int bits = BitWidth(node, 3, "the bit width");
        string rounding = node.Text("rounding_mode", "FLOOR");

        // An integer times a scale is an integer again only up to a rounding, which the package takes away here.
        var whole = node.Add(new Round(Shifted(node, scale, zeroPoint), "nearest"));
        if (node.InputCount == 5)
        {
            var step = Constants.Scalar((float)Math.Pow(2, bits - BitWidth(node, 4, "the new bit width")));
            var kept = Rounded(node, node.Add(new Divide(whole, step)), rounding);
            return new TensorValue(node.Scaled(node.Less(kept, zeroPoint), scale));
        }

        bool isSigned = node.Int("signed", 1) != 0, isNarrow = node.Int("narrow", 0) != 0;
        Constant newScale = QuantizerParameters.Scale(node, 4, "the new scale");
        var steps = Steps(node, newScale, scale);
        var clamped = Clamped(node, node.Add(new Divide(whole, steps)), BitWidth(node, 6, "the new bit width"), isSigned, isNarrow);
        var newZeroPoint = (Constant)node.Add(new Divide(zeroPoint, steps));
        return new TensorValue(node.Scaled(node.Less(Rounded(node, clamped, rounding), newZeroPoint), newScale));
    }

    /// <summary>The number of equal bits of two operands of 0 and 1: half of K and the product of them as minus and plus one.</summary>
    public static Value XnorPopcountMatMul(NodeImport node)
    {
        var weights = Bipolar(node, node.Constant(1, "the second factor (the weights)"));
        Op sums = Layers.MatMul(node, Bipolar(node, node.Float(0)), (Constant)weights);
        int terms = node.Float(0).Type.Shape.Last;
        return new TensorValue(node.Add(new Multiply(node.Add(new Add(sums, Constants.Scalar(terms))), Constants.Scalar(0.5f))));
    }

    private static Op Bipolar(NodeImport node, Op bits) =>
        node.Add(new Subtract(node.Add(new Multiply(bits, Constants.Scalar(2))), Constants.Scalar(1)));

    /// <summary>x / scale + zero point.</summary>
    private static Op Shifted(NodeImport node, Constant scale, Constant zeroPoint) => node.More(node.Divided(node.Float(0), scale), zeroPoint);

    private static Op Clamped(NodeImport node, Op x, int bits, bool isSigned, bool isNarrow)
    {
        double half = Math.Pow(2, bits - 1);
        double low = !isSigned ? 0 : isNarrow ? 1 - half : -half;
        double high = isSigned ? half - 1 : (2 * half) - (isNarrow ? 2 : 1);
        return node.Add(new Clip(x, (float)low, (float)high));
    }

    private static Op Rounded(NodeImport node, Op x, string mode)
    {
        return mode.ToUpperInvariant() switch
        {
            "ROUND" or "HALF_EVEN" => To("nearest", x),
            "CEIL" => To("up", x),
            "FLOOR" => To("down", x),
            "DOWN" or "ROUND_TO_ZERO" => To("zero", x),
            "UP" => BySign(To("up", x), To("down", x)),
            "HALF_UP" => BySign(To("down", Above()), To("up", Below())),
            "HALF_DOWN" => BySign(To("up", Below()), To("down", Above())),
            _ => throw node.Unsupported(
                $"the rounding mode of {node.OpType} is '{PrintableText.Escape(mode)}'; ROUND (HALF_EVEN), CEIL, FLOOR, UP, DOWN (ROUND_TO_ZERO), "
                + "HALF_UP and HALF_DOWN are supported"),
        };

        Op To(string direction, Op value) => node.Add(new Round(value, direction));
        Op Above() => node.Add(new Add(x, Constants.Scalar(0.5f)));
        Op Below() => node.Add(new Subtract(x, Constants.Scalar(0.5f)));

        // The package rounds |x| and gives it the sign of x again, which is to round the other way below 0.
        Op BySign(Op positive, Op negative) =>
            node.Add(new Select(node.Add(new Compare(x, Constants.Scalar(0), "ge")), positive, negative));
    }

    /// <summary>How many steps of the old scale make one of the new: 2 to the rounded logarithm of their quotient.</summary>
    private static Constant Steps(NodeImport node, Constant newScale, Constant scale)
    {
        var quotient = (Constant)node.Add(new Divide(newScale, scale));
        return quotient.Floats.Values.All(value => value > 0 && float.IsFinite(value))
            ? (Constant)node.Context.Constants.Map(quotient, value => (float)Math.Pow(2, Math.Round(Math.Log2(value))), node.Origin)
            : throw node.Invalid("the scales of Trunc have different signs; a new scale of the sign of the old one is expected");
    }

    private static int BitWidth(NodeImport node, int input, string role) => node.ParameterScalar(input, role) switch
    {
        >= 1 and <= MostBits and var bits when bits == MathF.Floor(bits) => (int)bits,
        var bits => throw DiagnosticCatalog.UnsupportedBitWidth.Error(node.Origin,
            $"{role} of {node.OpType} is {NumberText.Of(bits)}; a whole number from 1 to {NumberText.Of(MostBits)} is expected"),
    };
}
