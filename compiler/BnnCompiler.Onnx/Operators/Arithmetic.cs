// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>
/// Add, Sub, Mul, Div, Neg, Min, Max on float tensors, on shapes known at compile time, and on the small integers that networks make
/// from bools (<c>2 * (x > 0) - 1</c>), which float32 holds exactly.
/// </summary>
internal static class Arithmetic
{
    /// <summary>a + b.</summary>
    public static Value Add(NodeImport node) => Apply(node, (a, b) => new Add(a, b), (a, b) => checked(a + b), (a, b) => a + b);

    /// <summary>a - b.</summary>
    public static Value Subtract(NodeImport node) => Apply(node, (a, b) => new Subtract(a, b), (a, b) => checked(a - b), (a, b) => a - b);

    /// <summary>a * b.</summary>
    public static Value Multiply(NodeImport node) => Apply(node, (a, b) => new Multiply(a, b), (a, b) => checked(a * b), (a, b) => a * b);

    /// <summary>a / b; integers only where both are known at compile time, rounded toward zero.</summary>
    public static Value Divide(NodeImport node) => Apply(node, (a, b) => new Divide(a, b), (a, b) => a / b, null);

    /// <summary>-x.</summary>
    public static Value Negate(NodeImport node) => node.Input(0) switch
    {
        IntegerValue integers => ShapeValues.Map(node, integers, value => checked(-value)),
        TensorValue { Meaning: Meaning.Integer } integers => integers with
        {
            Op = Negated(node, integers.Op),
            Bounds = new(-integers.Bounds.High, -integers.Bounds.Low),
        },
        _ => new TensorValue(Negated(node, node.Float(0))),
    };

    /// <summary>The least of the inputs; all but one have to be constants.</summary>
    public static Value Min(NodeImport node) => Limit(node, limit => (float.NegativeInfinity, limit), "lt");

    /// <summary>The greatest of the inputs; all but one have to be constants.</summary>
    public static Value Max(NodeImport node) => Limit(node, limit => (limit, float.PositiveInfinity), "gt");

    private static Op Negated(NodeImport node, Op x) => node.Add(new Multiply(x, Constants.Scalar(-1)));

    private static Value Apply(NodeImport node, Func<Op, Op, Op> make, Func<long, long, long> onKnown, Func<double, double, double>? onBounds)
    {
        if (node.Input(0) is IntegerValue left && node.Input(1) is IntegerValue right)
            return ShapeValues.Combine(node, left, right, onKnown);
        TensorValue a = node.Tensor(0), b = node.Tensor(1);
        if (a.Meaning != Meaning.Integer || b.Meaning != Meaning.Integer)
            return new TensorValue(node.Add(make(node.Float(0), node.Float(1))));
        if (onBounds is null)
            throw node.Unsupported($"{node.OpType} divides integers computed by the network; only floats are divided");
        var bounds = a.Bounds.Combined(b.Bounds, onBounds);
        if (Math.Max(bounds.Magnitude, Math.Max(a.Bounds.Magnitude, b.Bounds.Magnitude)) > NodeImport.MaxExactInteger)
        {
            throw node.Unsupported(
                $"{node.OpType} computes integers from {NumberText.Of(bounds.Low)} to {NumberText.Of(bounds.High)}, as far as it is known; up to "
                + $"{NumberText.Of(NodeImport.MaxExactInteger)} float32 is exact. A Clip before the Cast to integers says what they are");
        }

        return new TensorValue(node.Add(make(a.Op, b.Op)), Meaning.Integer) { Bounds = bounds };
    }

    private static TensorValue Limit(NodeImport node, Func<float, (float Low, float High)> limits, string isBeyond)
    {
        int variable = Enumerable.Range(0, node.InputCount).FirstOrDefault(i => node.Float(i) is not Constant { Type.Shape.ElementCount: 1 });
        if (Enumerable.Range(0, node.InputCount).FirstOrDefault(i => node.Float(i) is not Constant, -1) is >= 0 and var computed)
            variable = computed;
        var result = node.Float(variable);
        for (int i = 0; i < node.InputCount; i++)
        {
            if (i == variable)
                continue;
            var limit = node.Constant(i, "every input but one");
            if (limit.Floats.Values is [var only])
            {
                var (low, high) = limits(only);
                result = node.Reshaped(node.Add(new Clip(result, low, high)), Broadcasting.Of(result.Type.Shape, limit.Type.Shape));
            }
            else
            {
                // A limit for each channel, as learned by PACT and LSQ; NaN is on neither side of it, and stays.
                result = node.Add(new Select(node.Add(new Compare(limit, result, isBeyond)), limit, result));
            }
        }

        return new TensorValue(result);
    }
}
