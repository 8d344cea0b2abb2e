// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;

namespace BnnCompiler.Analysis;

/// <summary>
/// Finds the rule by which a function of one number becomes a sign, by evaluating it: at every reachable integer, or, for floats
/// and for long ranges of integers, by bisection where the function is proved monotone. There is no algebra that could round differently.
/// </summary>
internal static class ThresholdSearch
{
    /// <summary>Ranges up to this many integers are evaluated at every one of them.</summary>
    public const int LongRange = 1 << 14;

    /// <summary>The orders of evaluation of other tools.</summary>
    public static readonly ImmutableArray<Arithmetic> OtherOrders = [Arithmetic.Float64, Arithmetic.FoldedBatchNorm, Arithmetic.FusedMultiplyAdd];

    /// <summary>More changes than this are no threshold but a table.</summary>
    private const int MaxLimits = 255;

    /// <summary>
    /// The rule of one channel over the integers of its range, if all its values are <paramref name="scale"/> or its negative. Says also
    /// whether some step gave NaN. Long ranges, as of sums over pixels, are bisected where the function is proved monotone.
    /// </summary>
    public static (ThresholdRule<int>? Rule, bool HasNaN) OverIntegers(ChannelFunction function, int channel, IntegerRange range, double scale)
    {
        if (range.Count > LongRange && Monotonicity.IsMonotone(function, channel) && BisectIntegers(function, channel, range, scale) is { } rule)
            return (rule, false);
        double[] arguments = range.ToArray();
        var (values, hasNaN) = function.Evaluate(channel, arguments);
        return (ReadOff([.. arguments.Select(argument => (int)argument)], values, scale), hasNaN);
    }

    /// <summary>
    /// The rule of one channel over the few values that its root can take, if all its own values are <paramref name="scale"/> or its negative.
    /// </summary>
    public static ThresholdRule<float>? OverValues(ChannelFunction function, int channel, ImmutableArray<double> arguments, double scale)
    {
        var (values, hasNaN) = function.Evaluate(channel, [.. arguments]);
        return hasNaN ? null : ReadOff([.. arguments.Select(argument => (float)argument)], values, scale);
    }

    /// <summary>The rule that values at ascending arguments follow; null if there is none, as where a zero and a negative zero differ.</summary>
    private static ThresholdRule<T>? ReadOff<T>(T[] arguments, double[] values, double scale)
        where T : unmanaged, IEquatable<T>
    {
        var limits = ImmutableArray.CreateBuilder<T>();
        for (int i = 0; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) != scale)
                return null;
            if (i == 0 || values[i] == values[i - 1])
                continue;
            if (arguments[i].Equals(arguments[i - 1]))
                return null;
            limits.Add(arguments[i]);
        }

        return limits.Count <= MaxLimits ? new(values[0] > 0, limits.ToImmutable()) : null;
    }

    private static ThresholdRule<int>? BisectIntegers(ChannelFunction function, int channel, IntegerRange range, double scale)
    {
        var (ends, hasNaN) = function.Evaluate(channel, [range.Least, range.Greatest]);
        if (hasNaN || Math.Abs(ends[0]) != scale || Math.Abs(ends[1]) != scale)
            return null;
        if (ends[0] == ends[1])
            return new(ends[0] > 0, []);

        // Invariant: the value at position `below` is that of the lower end, at `reached` that of the upper one.
        int below = 0, reached = range.Count - 1;
        while (reached - below > 1)
        {
            int middle = below + ((reached - below) / 2);
            double value = function.Evaluate(channel, [range.At(middle)]).Values[0];
            if (value == ends[0])
                below = middle;
            else if (value == ends[1])
                reached = middle;
            else
                return null;
        }

        return IsLimit(function, channel, range.At(below), range.At(reached), ends) ? new(ends[0] > 0, [range.At(reached)]) : null;
    }

    /// <summary>Whether the function changes from one value to the other between two neighbours, without a step that is no number.</summary>
    private static bool IsLimit(ChannelFunction function, int channel, double below, double reached, double[] expected)
    {
        var (values, hasNaN) = function.Evaluate(channel, [below, reached]);
        return !hasNaN && values[0] == expected[0] && values[1] == expected[1];
    }

    /// <summary>
    /// The rule of one channel over all floats, if the function is monotone there, all values are <paramref name="scale"/> or its negative,
    /// and the infinities obey the rule too. NaN is no argument that a caller may give (docs/numerics.md).
    /// </summary>
    public static ThresholdRule<float>? OverFloats(ChannelFunction function, int channel, double scale)
    {
        double ValueAt(float x) => function.Evaluate(channel, [x]).Values[0];
        var (ends, hasNaN) = function.Evaluate(channel, [float.NegativeInfinity, float.MinValue, float.MaxValue, float.PositiveInfinity]);
        double lowest = ends[1], highest = ends[2];

        // NaN, as from infinity times 0, would break the order of values; if the ends are free of it, so is everything between them.
        if (hasNaN || !Monotonicity.IsMonotone(function, channel)
            || Math.Abs(lowest) != scale || Math.Abs(highest) != scale || ends[0] != lowest || ends[3] != highest)
        {
            return null;
        }

        if (lowest == highest)
            return new(lowest > 0, []);

        // Invariant: the value at `below` is `lowest`, at `reached` it is `highest`.
        long below = Order(float.MinValue), reached = Order(float.MaxValue);
        while (reached - below > 1)
        {
            long middle = (below + reached) / 2;
            double value = ValueAt(FromOrder(middle));
            if (value == lowest)
                below = middle;
            else if (value == highest)
                reached = middle;
            else
                return null;
        }

        float limit = FromOrder(reached);
        return IsLimit(function, channel, FromOrder(below), limit, [lowest, highest]) ? new(lowest > 0, [limit]) : null;
    }

    /// <summary>
    /// Whether some other common order of evaluation puts a limit of the rule elsewhere. Each order is monotone wherever the normative one
    /// is, so looking a few integers to both sides of every limit, and at the ends, is enough.
    /// </summary>
    public static bool DependsOnOrder(ChannelFunction function, int channel, IntegerRange range, ThresholdRule<int> rule)
    {
        double[] arguments = Neighbourhood(range, rule.Limits);
        double[] normative = function.Evaluate(channel, arguments).Values;
        return OtherOrders.Any(arithmetic => !SameSigns(normative, function.Evaluate(channel, arguments, arithmetic).Values));
    }

    /// <summary>The integers of a range that are next to a limit, and its ends.</summary>
    public static double[] Neighbourhood(IntegerRange range, ImmutableArray<int> limits)
    {
        const int Reach = 4;
        var arguments = new SortedSet<int> { range.Least, range.Greatest };
        foreach (int limit in limits)
        {
            for (int steps = -Reach; steps <= Reach; steps++)
            {
                long argument = (long)limit + (steps * range.Step);
                if (argument >= range.Least && argument <= range.Greatest)
                    arguments.Add((int)argument);
            }
        }

        return [.. arguments.Select(argument => (double)argument)];
    }

    private static bool SameSigns(double[] left, double[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] > 0 != right[i] > 0)
                return false;
        }

        return true;
    }

    /// <summary>
    /// The position of a float among all floats: the bits of a positive float ascend with its value, those of a negative one descend.
    /// </summary>
    public static long Order(float value)
    {
        int bits = BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
        return bits >= 0 ? bits : int.MinValue - (long)bits;
    }

    /// <summary>The float at a position.</summary>
    public static float FromOrder(long order)
    {
        int bits = order >= 0 ? (int)order : (int)(int.MinValue - order);
        return BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
    }
}
