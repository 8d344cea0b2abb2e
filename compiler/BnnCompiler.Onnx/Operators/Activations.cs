// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Functions of one activation.</summary>
internal static class Activations
{
    /// <summary>The sign; ONNX's is 0 at 0 unless the user decides otherwise.</summary>
    public static Value Sign(NodeImport node) => new TensorValue(node.Add(new Sign(node.Float(0), node.Context.Options.SignZero switch
    {
        SignOfZero.Plus => 1,
        SignOfZero.Minus => -1,
        _ => 0,
    })));

    /// <summary>max(x, 0).</summary>
    public static Value Relu(NodeImport node)
    {
        var value = node.Numeric(0);
        return value with { Op = node.Add(new Relu(value.Op)), Bounds = value.Bounds.Limited(0, double.PositiveInfinity) };
    }

    /// <summary>x, or alpha x below 0.</summary>
    public static Value LeakyRelu(NodeImport node) =>
        new TensorValue(node.Add(new PRelu(node.Float(0), Constants.Scalar(node.Float("alpha", 0.01f)))));

    /// <summary>x, or slope x below 0.</summary>
    public static Value PRelu(NodeImport node) => new TensorValue(node.Add(new PRelu(node.Float(0), node.Float(1))));

    /// <summary>|x|: x, or its negative below 0. What is -0 stays it, which equals 0.</summary>
    public static Value Abs(NodeImport node) => new TensorValue(node.Add(new PRelu(node.Float(0), Constants.Scalar(-1))));

    /// <summary>x within limits that are attributes (before operator set 11) or inputs; one left out does not limit.</summary>
    public static Value Clip(NodeImport node)
    {
        var value = node.Numeric(0);
        float low = node.Has(1) ? node.Limit(value, 1, "the lower limit") : node.Float("min", float.NegativeInfinity);
        float high = node.Has(2) ? node.Limit(value, 2, "the upper limit") : node.Float("max", float.PositiveInfinity);
        return value with { Op = node.Add(new Clip(value.Op, low, high)), Bounds = value.Bounds.Limited(low, high) };
    }

    /// <summary>max(0, min(1, alpha x + beta)).</summary>
    public static Value HardSigmoid(NodeImport node)
    {
        float alpha = node.Float("alpha", 0.2f), beta = node.Float("beta", 0.5f);
        var scaled = node.Add(new Multiply(node.Float(0), Constants.Scalar(alpha)));
        var shifted = node.Add(new Add(scaled, Constants.Scalar(beta)));
        return new TensorValue(node.Add(new Clip(shifted, 0, 1)));
    }

    /// <summary>The greatest integer not above x.</summary>
    public static Value Floor(NodeImport node) => RoundTo(node, "down");

    /// <summary>The least integer not below x.</summary>
    public static Value Ceil(NodeImport node) => RoundTo(node, "up");

    /// <summary>The nearest integer, ties to even.</summary>
    public static Value Round(NodeImport node) => RoundTo(node, "nearest");

    private static TensorValue RoundTo(NodeImport node, string to) => new(node.Add(new Round(node.Float(0), to)));
}
