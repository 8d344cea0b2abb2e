// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Building;

/// <summary>
/// The least and the greatest number that a tensor can hold, where the ops behind it say so: which integers a Cast has to make room for.
/// </summary>
/// <param name="Low">No element is less; -inf where nothing is known.</param>
/// <param name="High">No element is greater; inf where nothing is known.</param>
internal readonly record struct Bounds(double Low, double High)
{
    private const int MostSteps = 8;

    private static Bounds Unknown => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The distance of the farther end from 0, in whole numbers; <see cref="long.MaxValue"/> if it is not known.</summary>
    public long Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High)) is var farthest && farthest < long.MaxValue
        ? (long)Math.Ceiling(farthest)
        : long.MaxValue;

    /// <summary>The bounds of <paramref name="op"/>, after a look at a few ops behind it.</summary>
    public static Bounds Of(Op op) => Of(op, MostSteps);

    /// <summary>What is left of these without their fractions.</summary>
    public Bounds Truncated() => new(Math.Truncate(Low), Math.Truncate(High));

    /// <summary>The bounds of what is one or the other.</summary>
    public Bounds With(Bounds other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The bounds of what is limited to these two numbers, the first of which is not above the second.</summary>
    public Bounds Limited(double low, double high) => new(Math.Clamp(Low, low, high), Math.Clamp(High, low, high));

    /// <summary>The bounds of a sum, difference or product, rounded or not: each of its ends is made of two ends.</summary>
    public Bounds Combined(Bounds other, Func<double, double, double> combine)
    {
        double[] ends = [combine(Low, other.Low), combine(Low, other.High), combine(High, other.Low), combine(High, other.High)];
        return ends.Any(double.IsNaN) ? Unknown : new(ends.Min(), ends.Max());
    }

    private static Bounds Of(Op op, int steps)
    {
        if (steps == 0)
            return Unknown;
        Bounds Operand(int index) => Of(op.Operands[index], steps - 1);
        return op switch
        {
            Constant { Value: Tensor<float> { Values: var values } } => values.Any(float.IsNaN) ? Unknown : new(values.Min(), values.Max()),
            ToFloat { Input.Type.Element: ElementType.UInt8 } => new(0, byte.MaxValue),
            Compare => new(0, 1),
            Sign => new(-1, 1),
            Clip clip => Operand(0).Limited(clip.Low, clip.High),
            Relu => Operand(0).Limited(0, double.PositiveInfinity),
            Round => Operand(0) is var (low, high) ? new(Math.Floor(low), Math.Ceiling(high)) : Unknown,
            Select => Operand(1).With(Operand(2)),
            Concat => Operand(0).With(Operand(1)),
            Reshape or Transpose or MaxPool => Operand(0),
            Add => Operand(0).Combined(Operand(1), (a, b) => (float)(a + b)),
            Subtract => Operand(0).Combined(Operand(1), (a, b) => (float)(a - b)),
            Multiply => Operand(0).Combined(Operand(1), (a, b) => (float)(a * b)),
            _ => Unknown,
        };
    }
}
