// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Curves;

/// <summary>An axis of a picture: a range with round ends, and ticks at round values.</summary>
/// <param name="Minimum">The value at its start.</param>
/// <param name="Maximum">The value at its end; larger than the minimum.</param>
/// <param name="Ticks">Values to be written at the axis, ascending, both ends among them where they are round.</param>
/// <param name="IsLogarithmic">Whether equal distances are equal ratios.</param>
internal sealed record Axis(double Minimum, double Maximum, ImmutableArray<double> Ticks, bool IsLogarithmic)
{
    // More than a decade: on a linear axis, what matters at the end of the training would lie within a tenth of the height.
    private const double WidestLinearRatio = 10;
    private const int MostDecadesOfThreeTicks = 3;

    private static readonly ImmutableArray<int> RoundSteps = [1, 2, 5];

    /// <summary>The axis of errors in percent: logarithmic where the range is wide. Values of 0 then lie at its start.</summary>
    public static Axis OfErrors(IEnumerable<double> errors)
    {
        double[] all = [.. errors];
        double most = all.DefaultIfEmpty(1).Max();
        double least = all.DefaultIfEmpty(0).Min();
        double leastPositive = all.Where(error => error > 0).DefaultIfEmpty(1).Min();
        return most > WidestLinearRatio * leastPositive ? Logarithmic(leastPositive, most) : Linear(least, most > least ? most : least + 1, 5);
    }

    /// <summary>The axis of epochs: whole numbers, from the first epoch to the last.</summary>
    public static Axis OfEpochs(int first, int last)
    {
        if (first >= last)
            return new Axis(first - 1, first + 1, [first], IsLogarithmic: false);
        double step = Math.Max(1, RoundStep((last - first) / 8.0));
        return new Axis(first, last, [.. Multiples(step, Math.Ceiling(first / step), Math.Floor(last / step))], IsLogarithmic: false);
    }

    /// <summary>Where a value lies: 0 at the start of the axis, 1 at its end.</summary>
    public double Position(double value)
    {
        double inside = Math.Clamp(value, Minimum, Maximum);
        return IsLogarithmic
            ? Math.Log10(inside / Minimum) / Math.Log10(Maximum / Minimum)
            : (inside - Minimum) / (Maximum - Minimum);
    }

    private static Axis Linear(double least, double most, int ticks)
    {
        double step = RoundStep((most - least) / ticks);
        ImmutableArray<double> values = [.. Multiples(step, Math.Floor(least / step), Math.Ceiling(most / step))];
        return new Axis(values[0], values[^1], values, IsLogarithmic: false);
    }

    /// <summary>From the last round value not above the least one to the first not below the most.</summary>
    private static Axis Logarithmic(double least, double most)
    {
        // A decade more on either side, should the logarithm be rounded to a whole number.
        int firstDecade = (int)Math.Floor(Math.Log10(least)) - 1;
        int lastDecade = (int)Math.Ceiling(Math.Log10(most)) + 1;
        ImmutableArray<double> values =
            [.. Enumerable.Range(firstDecade, lastDecade - firstDecade + 1).SelectMany(decade => RoundSteps.Select(step => Scaled(step, decade)))];
        double minimum = values.Last(value => value <= least);
        double maximum = values.First(value => value >= most);
        bool onlyDecades = Math.Log10(maximum / minimum) > MostDecadesOfThreeTicks;
        return new Axis(
            minimum,
            maximum,
            [.. values.Where((value, index) => value >= minimum && value <= maximum && (!onlyDecades || index % RoundSteps.Length == 0))],
            IsLogarithmic: true);
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below <paramref name="step"/>.</summary>
    private static double RoundStep(double step)
    {
        int decade = (int)Math.Floor(Math.Log10(step));
        return RoundSteps.Append(10).Select(round => Scaled(round, decade)).First(round => round >= step * (1 - 1e-9));
    }

    private static IEnumerable<double> Multiples(double step, double first, double last)
    {
        // Products, not sums, so that no rounding adds up; divided where the step is 1/n, which then is exact.
        for (double i = first; i <= last; i++)
            yield return step < 1 ? i / Math.Round(1 / step) : i * step;
    }

    /// <summary>digit * 10^exponent, correctly rounded for the exponents of percents: powers of ten up to 10^22 are exact.</summary>
    private static double Scaled(int digit, int exponent) =>
        exponent < 0 ? digit / Math.Pow(10, -exponent) : digit * Math.Pow(10, exponent);
}
