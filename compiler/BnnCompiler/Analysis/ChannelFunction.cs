// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// A region of pointwise ops that read one tensor: in each channel, a function of one number. Being functions of one number, such
/// regions need no pattern matching: they can be evaluated wherever the number can be.
/// </summary>
internal sealed class ChannelFunction
{
    private readonly ImmutableArray<Op> _steps;
    private readonly Dictionary<Op, int> _position = [];

    private ChannelFunction(Op root, ImmutableArray<Op> steps)
    {
        Root = root;
        _steps = steps;
        _position[root] = 0;
        foreach (var step in steps)
            _position[step] = _position.Count;
        IsUniform = root is not IntegerDense && steps.All(HasOneRule);
    }

    /// <summary>The tensor the function reads.</summary>
    public Op Root { get; }

    /// <summary>The op that is the function's value.</summary>
    public Op Result => _steps[_steps.Length - 1];

    /// <summary>The ops, each after its operands.</summary>
    public ImmutableArray<Op> Steps => _steps;

    /// <summary>Whether all channels have the same function on the same range; it is then enough to look at channel 0.</summary>
    public bool IsUniform { get; }

    /// <summary>How many channels have to be looked at.</summary>
    public int Rules => IsUniform ? 1 : Root.Type.Shape.Channels;

    /// <summary>
    /// The function that <paramref name="result"/> is of the only tensor its region reads; null if the region reads several, changes the
    /// shape, or has constants that vary within a channel.
    /// </summary>
    public static ChannelFunction? Of(Op result, int maxDepth = int.MaxValue)
    {
        var region = PointwiseRegion.EndingIn(result, maxDepth);
        if (region is null || region.Steps.IsEmpty || region.Leaves.Length != 1)
            return null;
        var root = region.Leaves[0];
        return region.Steps.All(step => step.Type.Shape == root.Type.Shape && step is not Threshold { Input: Constant } && ReadsByChannel(step))
            ? new(root, region.Steps)
            : null;
    }

    /// <summary>The integers the function is given in <paramref name="channel"/>; null if its root is not known to be of finite range.</summary>
    public IntegerRange? Range(int channel) => IntegerRange.Of(Root, channel);

    /// <summary>
    /// The values of the function at <paramref name="arguments"/> in <paramref name="channel"/>; bits count as +1 and -1.
    /// Also says whether any step gave NaN on the way.
    /// </summary>
    public (double[] Values, bool HasNaN) Evaluate(int channel, double[] arguments, Arithmetic arithmetic = Arithmetic.Normative)
    {
        var values = new double[_position.Count][];
        values[0] = arguments;
        bool hasNaN = false;
        foreach (var step in _steps)
        {
            var results = EvaluateStep(step, channel, values, arithmetic);
            hasNaN |= results.Any(double.IsNaN);
            values[_position[step]] = results;
        }

        return (values[values.Length - 1], hasNaN);
    }

    /// <summary>The value of an operand of <paramref name="step"/> that is constant in a channel; null if it varies with the root.</summary>
    public static double? ConstantOperand(Op step, int operand, int channel)
    {
        if (step is not PointwiseOp pointwise || step.Operands[operand] is not Constant constant)
            return null;
        int element = channel * step.Type.Shape.ElementsPerChannel;
        return constant.Value[pointwise.OperandIndex(operand, element)];
    }

    private double[] EvaluateStep(Op step, int channel, double[][] values, Arithmetic arithmetic)
    {
        var results = new double[values[0].Length];
        if (step is Threshold threshold)
        {
            double[] input = values[_position[threshold.Input]];
            for (int i = 0; i < results.Length; i++)
                results[i] = threshold.Fires(input[i], channel) ? 1 : -1;
            return results;
        }

        var operands = new double[step.Operands.Length];
        var varying = new double[]?[step.Operands.Length];
        for (int k = 0; k < operands.Length; k++)
        {
            if (ConstantOperand(step, k, channel) is { } constant)
                operands[k] = constant;
            else
                varying[k] = values[_position[step.Operands[k]]];
        }

        for (int i = 0; i < results.Length; i++)
        {
            for (int k = 0; k < operands.Length; k++)
            {
                if (varying[k] is { } column)
                    operands[k] = column[i];
            }

            results[i] = PointwiseSemantics.Apply(step, operands, arithmetic);
        }

        return results;
    }

    private static bool HasOneRule(Op step) => step switch
    {
        Threshold threshold => threshold.ChannelRules == 1,
        _ => step.Operands.All(operand => operand is not Constant || operand.Type.Shape.ElementCount == 1),
    };

    private static bool ReadsByChannel(Op step)
    {
        if (step is not PointwiseOp pointwise)
            return true;
        for (int k = 0; k < step.Operands.Length; k++)
        {
            bool isBroadcast = k < pointwise.FirstPerChannelOperand;
            if (isBroadcast && step.Operands[k] is Constant constant && VariesWithinChannel(constant.Type.Shape, step.Type.Shape))
                return false;
        }

        return true;
    }

    private static bool VariesWithinChannel(Shape constant, Shape result)
    {
        for (int axis = 0; axis < constant.Rank; axis++)
        {
            int resultAxis = axis + result.Rank - constant.Rank;
            if (constant[axis] > 1 && resultAxis != 1 && result.Rank > 1)
                return true;
        }

        return false;
    }
}
