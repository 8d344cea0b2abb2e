// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Analysis;

/// <summary>
/// Finds the limits at which a function of one number steps from one of its few values to another, by evaluating it, as <see cref="ThresholdSearch"/>
/// finds those of a sign: at every reachable integer, at every one of a few values, or by bisection where the function is proved monotone.
/// </summary>
internal static class StepSearch
{
    /// <summary>More steps than this are no code of a byte.</summary>
    private const int MostSteps = byte.MaxValue;

    /// <summary>The rule over the integers of a range; null if there are too many steps. Says also whether some step gave NaN.</summary>
    public static (StepRule<int>? Rule, bool HasNaN) OverIntegers(ChannelFunction function, int element, IntegerRange range)
    {
        if (range.Count > ThresholdSearch.LongRange && Monotonicity.IsMonotone(function, element))
        {
            var (ends, isNaN) = function.Evaluate(element, [range.Least, range.Greatest]);
            return isNaN
                ? (null, true)
                : (Bisected(function, element, position => range.At((int)position), x => (int)x, 0, range.Count - 1, ends), false);
        }

        double[] arguments = range.ToArray();
        var (values, hasNaN) = function.Evaluate(element, arguments);
        return (hasNaN ? null : ReadOff(arguments, values, x => (int)x), hasNaN);
    }

    /// <summary>The rule over the few values that the root can take, ascending.</summary>
    public static StepRule<float>? OverValues(ChannelFunction function, int element, ImmutableArray<double> arguments)
    {
        var (values, hasNaN) = function.Evaluate(element, [.. arguments]);
        return hasNaN ? null : ReadOff([.. arguments], values, x => (float)x);
    }

    /// <summary>The rule over all floats, if the function is proved monotone there and keeps its outermost values at the infinities.</summary>
    public static StepRule<float>? OverFloats(ChannelFunction function, int element)
    {
        var (ends, hasNaN) = function.Evaluate(element, [float.NegativeInfinity, float.MinValue, float.MaxValue, float.PositiveInfinity]);
        if (hasNaN || !Monotonicity.IsMonotone(function, element) || ends[0] != ends[1] || ends[2] != ends[3])
            return null;
        return Bisected(function, element, position => ThresholdSearch.FromOrder(position), x => (float)x,
            ThresholdSearch.Order(float.MinValue), ThresholdSearch.Order(float.MaxValue), [ends[1], ends[2]]);
    }

    /// <summary>
    /// Whether some other common order of evaluation gives another value, by more than <paramref name="tolerance"/>, near a limit of the rule or at
    /// the ends: each order is monotone wherever the normative one is.
    /// </summary>
    public static bool DependsOnOrder(ChannelFunction function, int element, IntegerRange range, StepRule<int> rule, double tolerance)
    {
        double[] arguments = ThresholdSearch.Neighbourhood(range, rule.Limits);
        double[] normative = function.Evaluate(element, arguments).Values;
        return ThresholdSearch.OtherOrders.Any(arithmetic => function.Evaluate(element, arguments, arithmetic).Values
            .Zip(normative, (other, value) => !(Math.Abs(other - value) <= tolerance))
            .Any(differs => differs));
    }

    private static StepRule<T>? ReadOff<T>(double[] arguments, double[] values, Func<double, T> convert)
        where T : unmanaged
    {
        var limits = ImmutableArray.CreateBuilder<T>();
        var levels = ImmutableArray.CreateBuilder<double>();
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0 && values[i] == values[i - 1])
                continue;
            if (limits.Count >= MostSteps || double.IsInfinity(values[i]) || (i > 0 && arguments[i] == arguments[i - 1]))
                return null;
            if (i > 0)
                limits.Add(convert(arguments[i]));
            levels.Add(Positive(values[i]));
        }

        return new(limits.ToImmutable(), levels.ToImmutable());
    }

    /// <summary>Halves every range of positions whose ends have different values, until the ends are neighbours.</summary>
    private static StepRule<T>? Bisected<T>(
        ChannelFunction function, int element, Func<long, double> argument, Func<double, T> convert, long first, long last, double[] ends)
        where T : unmanaged
    {
        if (ends.Any(double.IsInfinity))
            return null;
        var limits = ImmutableArray.CreateBuilder<T>();
        var levels = ImmutableArray.CreateBuilder<double>();
        levels.Add(Positive(ends[0]));
        var pending = new Stack<(long First, double AtFirst, long Last, double AtLast)>([(first, ends[0], last, ends[1])]);
        while (pending.Count > 0)
        {
            var (low, atLow, high, atHigh) = pending.Pop();
            if (atLow == atHigh)
                continue;
            if (high - low == 1)
            {
                if (limits.Count >= MostSteps)
                    return null;
                limits.Add(convert(argument(high)));
                levels.Add(Positive(atHigh));
                continue;
            }

            long middle = low + ((high - low) / 2);
            double atMiddle = function.Evaluate(element, [argument(middle)]).Values[0];
            pending.Push((middle, atMiddle, high, atHigh));
            pending.Push((low, atLow, middle, atMiddle));
        }

        return new(limits.ToImmutable(), levels.ToImmutable());
    }

    /// <summary>A zero for a negative zero, which is equal to it.</summary>
    private static double Positive(double value) => value + 0.0;
}
