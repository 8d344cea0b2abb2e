// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Building;

namespace BnnCompiler.Onnx.Operators;

/// <summary>
/// Functions that occur in the constant parts of a model, such as an exploded batch normalization. They are computed while importing,
/// in float64 and rounded once to float32; on activations they are refused.
/// </summary>
internal static class ConstantArithmetic
{
    /// <summary>e to the x.</summary>
    public static Value Exp(NodeImport node) => Map(node, x => (float)Math.Exp(x));

    /// <summary>1 / x.</summary>
    public static Value Reciprocal(NodeImport node) => Map(node, x => 1 / x);

    /// <summary>The square root of x, correctly rounded.</summary>
    public static Value Sqrt(NodeImport node) => Map(node, x => (float)Math.Sqrt(x));

    /// <summary>The hyperbolic tangent, with which DoReFa prepares weights.</summary>
    public static Value Tanh(NodeImport node) => Map(node, x => (float)Math.Tanh(x));

    /// <summary>x to the power of 0.5, 1 or 2, which every library computes alike.</summary>
    public static Value Pow(NodeImport node) => node.Scalar(1, "the exponent") switch
    {
        0.5f => Sqrt(node),
        1 => Map(node, x => x),
        2 => Map(node, x => x * x),
        var exponent => throw node.Unsupported($"Pow has the exponent {IR.NumberText.Of(exponent)}; 0.5, 1 and 2 are supported"),
    };

    private static TensorValue Map(NodeImport node, Func<float, float> function) =>
        new(node.Context.Constants.Map(node.Constant(0, "the input"), function, node.Origin));
}
