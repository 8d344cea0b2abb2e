// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Scales and zero points, and the steps made with them; a step that changes nothing, and no shape either, is left out.</summary>
internal static class QuantizerParameters
{
    /// <summary>An input with numbers that can be divided by.</summary>
    public static Constant Scale(NodeImport node, int input, string role) =>
        Checked(node, input, role, value => float.IsFinite(value) && value != 0, "a finite number other than 0");

    /// <summary>An input with finite numbers.</summary>
    public static Constant ZeroPoint(NodeImport node, int input, string role) => Checked(node, input, role, float.IsFinite, "a finite number");

    /// <summary>A single number as it is; a vector so that it lies along an axis of <paramref name="x"/>.</summary>
    public static Constant Along(NodeImport node, Constant parameter, Shape x, int axis, string role)
    {
        var shape = parameter.Type.Shape;
        if (shape.ElementCount == 1)
            return shape.Rank <= x.Rank ? parameter : (Constant)node.Reshaped(parameter, new([]));
        if (axis < x.Rank && shape.ElementCount == shape.Last && shape.Last == x[axis])
            return (Constant)node.Reshaped(parameter, new([shape.Last, .. Enumerable.Repeat(1, x.Rank - 1 - axis)]));
        throw node.Invalid($"{role} of {node.OpType} is {parameter.Type}; a single number is expected, or one for each place along axis "
            + $"{NumberText.Of(axis)} of [{x}]");
    }

    /// <summary>x / scale.</summary>
    public static Op Divided(this NodeImport node, Op x, Constant scale) => IsNeutral(scale, 1, x) ? x : node.Add(new Divide(x, scale));

    /// <summary>x * scale.</summary>
    public static Op Scaled(this NodeImport node, Op x, Constant scale) => IsNeutral(scale, 1, x) ? x : node.Add(new Multiply(x, scale));

    /// <summary>x + zero point.</summary>
    public static Op More(this NodeImport node, Op x, Constant zeroPoint) => IsNeutral(zeroPoint, 0, x) ? x : node.Add(new Add(x, zeroPoint));

    /// <summary>x - zero point.</summary>
    public static Op Less(this NodeImport node, Op x, Constant zeroPoint) =>
        IsNeutral(zeroPoint, 0, x) ? x : node.Add(new Subtract(x, zeroPoint));

    private static bool IsNeutral(Constant parameter, float neutral, Op x) =>
        parameter.Floats.Values.All(value => value == neutral) && Broadcasting.Of(x.Type.Shape, parameter.Type.Shape) == x.Type.Shape;

    private static Constant Checked(NodeImport node, int input, string role, Func<float, bool> isSound, string expected)
    {
        var parameter = node.Parameter(input, role);
        var values = parameter.Floats.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!isSound(values[i]))
            {
                throw node.Invalid($"{role} of {node.OpType} is {NumberText.Of(values[i])} at index {NumberText.Of(i)}; {expected} is expected. "
                    + "Retrain or repair that channel");
            }
        }

        return parameter;
    }
}
