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
    /// <summary>Whether the value of <paramref name="function"/> never falls, or never rises, as its argument rises.</summary>
    public static bool IsMonotone(ChannelFunction function, int channel) => Direction(function, channel) is not null;

    /// <summary>
    /// +1 if the value of <paramref name="function"/> never falls as its argument rises, -1 if it never rises, 0 if it is constant; null if nothing
    /// is proved.
    /// </summary>
    public static int? Direction(ChannelFunction function, int channel)
    {
        var directions = new Dictionary<Op, int> { [function.Root] = 1 };
        foreach (var step in function.Steps)
        {
            int OfOperand(Op operand) => directions.TryGetValue(operand, out int direction) ? direction : 0;
            if (Direction(step, channel, function, OfOperand) is not { } direction)
                return null;
            directions[step] = direction;
        }

        return directions[function.Result];
    }

    private static int? Direction(Op step, int channel, ChannelFunction function, Func<Op, int> of)
    {
        int first = of(step.Operands[0]);
        double? Constant(int operand) => ChannelFunction.ConstantOperand(step, operand, channel);
        return step switch
        {
            ToFloat or Clip or Round or Relu or Sign => first,
            Add => Only(first, of(step.Operands[1])),
            Subtract => Only(first, -of(step.Operands[1])),
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
    /// The direction of an op of two operands of which only one varies. Two that vary may both rise and still give NaN between the ends,
    /// as infinity minus infinity.
    /// </summary>
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
