// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;
using Target = BnnCompiler.Onnx.Operators.LinearQuantizers.Target;

namespace BnnCompiler.Onnx.Operators;

/// <summary>
/// Layers on integers. Zero points are subtracted from both operands, so that the padding is 0; the sum, with the bias, is an integer; it
/// is multiplied by the one float32 (x scale * w scale) / y scale, as ONNX Runtime does, rounded to even, moved and limited.
/// </summary>
internal static class IntegerLayers
{
    /// <summary>QLinearConv(x, x scale, x zero, w, w scale, w zero, y scale, y zero, bias).</summary>
    public static Value Conv(NodeImport node)
    {
        var x = Shifted(node, 0, 2, LinearQuantizers.Integers(node, 0, "x"), 0);
        var sums = Convolutions.Sums(node, x, Weights(node, 3, 5, 0), node.Has(8) ? Bias(node, 8) : null);
        return OfImage(node, Requantized(node, sums, Multiplier(node, 1, 4, 6, 1), 7), x);
    }

    /// <summary>ConvInteger(x, w, x zero, w zero): the sums.</summary>
    public static Value ConvInteger(NodeImport node)
    {
        var x = Shifted(node, 0, 2, LinearQuantizers.Integers(node, 0, "x"), 0);
        var weights = Weights(node, 1, 3, 0);
        return OfImage(node, Bounded(Convolutions.Sums(node, x, weights, null), x, weights, byOutput: true), x);
    }

    /// <summary>QLinearMatMul(x, x scale, x zero, w, w scale, w zero, y scale, y zero).</summary>
    public static Value MatMul(NodeImport node)
    {
        var x = Shifted(node, 0, 2, LinearQuantizers.Integers(node, 0, "a"), 0);
        var sums = Layers.MatMul(node, x, Weights(node, 3, 5, LastAxis(node, 3)));
        return Requantized(node, sums, Multiplier(node, 1, 4, 6, 1), 7);
    }

    /// <summary>MatMulInteger(x, w, x zero, w zero): the sums.</summary>
    public static Value MatMulInteger(NodeImport node)
    {
        var x = Shifted(node, 0, 2, LinearQuantizers.Integers(node, 0, "A"), 0);
        var weights = Weights(node, 1, 3, LastAxis(node, 1));
        return Bounded(Layers.MatMul(node, x, weights), x, weights, byOutput: false);
    }

    /// <summary>QGemm(x, x scale, x zero, w, w scale, w zero, bias, y scale, y zero) of ONNX Runtime; without a y scale, float32.</summary>
    public static Value Gemm(NodeImport node)
    {
        if (node.Int("transA", 0) != 0)
            throw node.Unsupported("QGemm has transA=1; the compiled network computes one row at a time, so only transA=0 is supported");
        bool isTransposed = node.Int("transB", 0) != 0;
        float alpha = node.Float("alpha", 1);
        var x = Shifted(node, 0, 2, LinearQuantizers.Integers(node, 0, "A"), 0);
        var weights = Weights(node, 3, 5, isTransposed ? 0 : LastAxis(node, 3));
        if (weights.Type.Shape.Rank != 2)
            throw node.Invalid($"the weights of QGemm are {weights.Type}; a matrix is expected");
        var sums = Layers.Dense(node, x, isTransposed ? weights : (Constant)node.Context.Constants.Transpose(weights, node.Origin));
        if (node.Has(6))
            sums = Biased(node, sums, Bias(node, 6));
        var multiplier = Multiplier(node, 1, 4, node.Has(7) ? 7 : null, alpha);
        return node.Has(7) ? Requantized(node, sums, multiplier, 8) : new TensorValue(node.Scaled(sums, Fitting(node, multiplier, sums)));
    }

    private static Constant Bias(NodeImport node, int input) => LinearQuantizers.Integers(node, input, "the bias") as Constant
        ?? throw node.Unsupported($"the bias of {node.OpType} is computed by the network; it has to be a constant");

    private static Op Biased(NodeImport node, Op sums, Constant bias)
    {
        var biased = node.Add(new Add(sums, bias));
        return biased.Type == sums.Type
            ? biased
            : throw node.Invalid($"the bias of {node.OpType} is {bias.Type}; it cannot be broadcast to {sums.Type}");
    }

    private static Op Shifted(NodeImport node, int input, int zeroPoint, Op integers, int axis)
    {
        if (!node.Has(zeroPoint))
            return integers;
        string role = $"the zero point of input {NumberText.Of(input)}";
        var zero = QuantizerParameters.Along(node, QuantizerParameters.ZeroPoint(node, zeroPoint, role), integers.Type.Shape, axis, role);
        return node.Less(integers, zero);
    }

    private static Constant Weights(NodeImport node, int input, int zeroPoint, int axis) =>
        Shifted(node, input, zeroPoint, LinearQuantizers.Integers(node, input, "the second factor (the weights)"), axis) as Constant
        ?? throw node.Unsupported($"the second factor (the weights) of {node.OpType} is computed by the network; it has to be a constant");

    private static int LastAxis(NodeImport node, int input) => Math.Max(0, node.Tensor(input).Op.Type.Shape.Rank - 1);

    // Folded step by step in float32, left to right.
    private static Constant Multiplier(NodeImport node, int xScale, int wScale, int? yScale, float alpha)
    {
        Op product = QuantizerParameters.Scale(node, xScale, "the scale of the input");
        if (alpha != 1)
            product = node.Add(new Multiply(Constants.Scalar(alpha), product));
        product = node.Add(new Multiply(product, QuantizerParameters.Scale(node, wScale, "the scale of the weights")));
        return (Constant)(yScale is { } y ? node.Add(new Divide(product, QuantizerParameters.Scale(node, y, "the scale of the result"))) : product);
    }

    private static TensorValue Requantized(NodeImport node, Op sums, Constant multiplier, int zeroPoint) =>
        LinearQuantizers.Saturated(node, node.Scaled(sums, Fitting(node, multiplier, sums)), Target.Of(node, zeroPoint, DataType.Uint8));

    private static Constant Fitting(NodeImport node, Constant multiplier, Op sums) =>
        QuantizerParameters.Along(node, multiplier, sums.Type.Shape, Math.Max(0, sums.Type.Shape.Rank - 1), "the scale of the weights");

    // No sum is further from 0 than all terms of one output with the greatest input. Outputs are the first axis of filters, the last of matrices.
    private static TensorValue Bounded(Op sums, Op x, Constant weights, bool byOutput)
    {
        var shape = weights.Type.Shape;
        var values = weights.Floats.Values;
        int outputs = byOutput ? shape[0] : shape.Rank > 1 ? shape.Last : 1;
        double[] sizes = new double[outputs];
        for (int i = 0; i < values.Length; i++)
            sizes[byOutput ? i / (values.Length / outputs) : i % outputs] += Math.Abs(values[i]);
        var input = Bounds.Of(x);
        double farthest = sizes.Max() is 0 ? 0 : sizes.Max() * Math.Max(Math.Abs(input.Low), Math.Abs(input.High));
        return new(sums, Meaning.Integer) { Bounds = new(-farthest, farthest) };
    }

    private static TensorValue OfImage(NodeImport node, TensorValue result, Op x) =>
        result with { Op = node.FromImage(result.Op, x.Type.Shape.Rank) };
}
