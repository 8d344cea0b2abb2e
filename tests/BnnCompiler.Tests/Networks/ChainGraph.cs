// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Networks;

/// <summary>Steps and signs as ops of an imported graph.</summary>
internal static class ChainGraph
{
    /// <summary>A step; <paramref name="axis"/> is where the channels of x lie.</summary>
    public static Op Step(Op x, ChainStep step, int axis)
    {
        Constant Parameters() => step.A.Length == 1 ? Vector(step.A, 1) : PerChannel(step.A, x, axis);
        return step.Kind switch
        {
            "batch_norm" => BatchNorm(x, step),
            "add" => new Add(x, Parameters()),
            "sub" => new Subtract(x, Parameters()),
            "mul" => new Multiply(Parameters(), x),
            "div" => new Divide(x, Parameters()),
            "relu" => new Relu(x),
            "prelu" => new PRelu(x, Parameters()),
            "clip" => new Clip(x, step.A[0], step.B[0]),
            "floor" => new Round(x, "down"),
            "ceil" => new Round(x, "up"),
            "round" => new Round(x, "nearest"),
            _ => throw new NotSupportedException(step.Kind),
        };
    }

    /// <summary>A sign as a source spells it.</summary>
    public static Op Sign(Op x, string spelling) => spelling switch
    {
        "plus" => new Sign(x, 1),
        "minus" => new Sign(x, -1),
        "where_ge" => new Select(new Compare(x, Scalar(0), "ge"), Scalar(1), Scalar(-1)),
        "where_gt" => new Select(new Compare(x, Scalar(0), "gt"), Scalar(1), Scalar(-1)),
        "inverted_gt" => new Select(new Compare(x, Scalar(0), "gt"), Scalar(-1), Scalar(1)),
        "not_less" => new Subtract(new Multiply(new Subtract(Scalar(1), new Compare(x, Scalar(0), "lt")), Scalar(2)), Scalar(1)),
        "straight_through" => StraightThrough(new Clip(x, -1, 1)),
        "half" => new Multiply(new Sign(x, 1), Scalar(0.5f)),
        _ => throw new NotSupportedException(spelling),
    };

    /// <summary>A constant without axes.</summary>
    public static Constant Scalar(float value) => new(Tensor.Of(new Shape(ImmutableArray<int>.Empty), value));

    /// <summary>Constants that are repeated over the channels of <paramref name="x"/>.</summary>
    public static Constant PerChannel(float[] values, Op x, int axis) =>
        new(Vector(values, x.Type.Shape[axis]).Value.Reshape(Along(axis, x.Type.Shape)));

    /// <summary>
    /// x + (sign(x) - x), which is sign(x) bit for bit where |x| is at most 1: the difference strays by half of 1's last place at most.
    /// </summary>
    private static Add StraightThrough(Clip x) => new(x, new Subtract(new Sign(x, 1), x));

    private static BatchNorm BatchNorm(Op x, ChainStep step)
    {
        int channels = x.Type.Shape.Channels;
        return new(x, Vector(step.A, channels), Vector(step.B, channels), Vector(step.C, channels), Vector(step.D, channels), step.Epsilon);
    }

    private static Constant Vector(float[] values, int channels) =>
        new(Tensor.Of(new(channels), [.. Enumerable.Range(0, channels).Select(channel => values[channel % values.Length])]));

    private static Shape Along(int axis, Shape shape) => new([.. shape.Select((extent, i) => i == axis ? extent : 1)]);
}
