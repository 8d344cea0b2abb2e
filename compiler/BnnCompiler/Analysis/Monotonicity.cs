// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// Whether a channel's function is proved monotone by its form. Rounding is monotone, so is each step with a suitable constant, and
/// compositions of monotone functions are. A monotone sign changes at one place, which bisection finds without trying 2^32 floats.
/// Proved is also that a step gives NaN between two arguments only if it does so at one of them: infinite factors and a deviation of 0, which do so
/// in the middle (infinity times 0, 0 / 0), prove nothing.
/// </summary>
internal static class Monotonicity
{
    /// <summary>Far below the largest float32, so that no rounding of the terms leads there.</summary>
    private const double LargestSum = 1e30;

    /// <summary>Whether the value of <paramref name="function"/> never falls, or never rises, as its argument rises.</summary>
    public static bool IsMonotone(ChannelFunction function, int channel) => Direction(function, channel) is not null;

    /// <summary>
    /// +1 if the value of <paramref name="function"/> never falls as its argument rises, -1 if it never rises, 0 if it is constant; null if nothing
    /// is proved.
    /// </summary>
    public static int? Direction(ChannelFunction function, int channel)
    {
        var directions = new Dictionary<Op, int> { [function.Root] = 1 };
        var bounds = new Dictionary<Op, double> { [function.Root] = double.PositiveInfinity };
        foreach (var step in function.Steps)
        {
            int OfOperand(Op operand) => directions.TryGetValue(operand, out int direction) ? direction : 0;
            double Bound(int k) => ChannelFunction.ConstantOperand(step, k, channel) is { } value ? Math.Abs(value) : bounds[step.Operands[k]];
            if (Direction(step, channel, function, OfOperand, Bound) is not { } direction)
                return null;
            directions[step] = direction;
            bounds[step] = BoundOf(step, Bound);
        }

        return directions[function.Result];
    }

    private static int? Direction(Op step, int channel, ChannelFunction function, Func<Op, int> of, Func<int, double> bound)
    {
        int first = of(step.Operands[0]);
        double? Constant(int operand) => ChannelFunction.ConstantOperand(step, operand, channel);
        return step switch
        {
            ToFloat or Clip or Round or Relu or Sign => first,
            Add => Both(first, of(step.Operands[1]), bound),
            Subtract => Both(first, -of(step.Operands[1]), bound),
            Multiply { Type.Element: ElementType.Int32 } => null,
            Multiply => Constant(1) is { } right ? first * SignOf(right) : Constant(0) is { } left ? of(step.Operands[1]) * SignOf(left) : null,
            Divide => Constant(1) is { } divisor and not 0 ? first * SignOf(divisor) : null,
            Affine affine => first * SignOf(affine.Scale),
            BatchNorm norm =>
                Constant(1) is { } scale && Constant(4) is { } variance && (float)(variance + norm.Epsilon) > 0 ? first * SignOf(scale) : null,
            PRelu => Constant(1) >= 0 ? first : null,
            Compare compare => Only(first, -of(step.Operands[1])) * Orientation(compare.Relation),
            Select when Constant(1) is { } whenTrue && Constant(2) is { } whenFalse =>
                first * TruthOf(function.FewValuesOf(step.Operands[0])) * SignOf(whenTrue.CompareTo(whenFalse)),
            Threshold threshold when threshold.Limits.Type.Shape[0] == 1 => Direction(threshold, channel) * first,
            _ => null,
        };
    }

    /// <summary>A threshold whose only limit is never reached is constant.</summary>
    private static int Direction(Threshold threshold, int channel)
    {
        int rule = channel % threshold.Rules;
        double limit = threshold.Limits.Value[rule];
        return double.IsNaN(limit) || limit == int.MaxValue ? 0 : threshold.Flips.Bits.IsSet(rule) ? -1 : 1;
    }

    /// <summary>
    /// The direction of a sum. Two terms that both rise may give NaN between the ends, as infinity minus infinity, unless both are bounded: so the
    /// limits that a number reaches are counted.
    /// </summary>
    private static int? Both(int left, int right, Func<int, double> bound) =>
        left == right && bound(0) + bound(1) <= LargestSum ? left : Only(left, right);

    /// <summary>What a step is never larger than, or smaller than its negative, wherever its argument is; infinity if nothing is known.</summary>
    private static double BoundOf(Op step, Func<int, double> of) => step switch
    {
        Compare or Sign or Threshold => 1,
        ToFloat { Input: Threshold } => 1,
        Clip clip => Math.Max(Math.Abs(clip.Low), Math.Abs(clip.High)),
        Round => of(0) + 1,
        Select => Math.Max(of(1), of(2)),
        Add or Subtract => of(0) + of(1),
        Multiply => of(0) * of(1),
        _ => double.PositiveInfinity,
    };

    /// <summary>The direction of an op of two operands of which only one varies.</summary>
    private static int? Only(int left, int right) => left == 0 ? right : right == 0 ? left : null;

    /// <summary>
    /// Where x != 0 goes as a condition x rises: up from 0, down to 0, nowhere if 0 is none of its values; unknown if x can be on both sides of 0, or
    /// anything.
    /// </summary>
    private static int? TruthOf(ImmutableArray<double>? values) => values switch
    {
        null => null,
        { } few when !few.Contains(0) => 0,
        { } few when few[0] == 0 => 1,
        { } few when few[few.Length - 1] == 0 => -1,
        _ => null,
    };

    private static int? Orientation(string relation) => relation switch
    {
        "gt" or "ge" => 1,
        "lt" or "le" => -1,
        _ => null,
    };

    private static int? SignOf(double value) => double.IsNaN(value) || double.IsInfinity(value) ? null : Math.Sign(value);
}
