// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Analysis;

/// <summary>
/// Integer scores g_n(s) = factor_n * s + offset_n that keep the order of a network's scores. They are the lines through the outermost scores of
/// each class, times a common number, rounded to integers. No choice of that number is sure to do: where scores of two classes almost meet, the
/// rounding decides, so that several are tried, each checked at all sums.
/// </summary>
/// <param name="Factors">By class; so is <paramref name="Offsets"/>. Products and sums fit 32 bits.</param>
/// <param name="Offsets">What is added.</param>
internal sealed record FixedPointScores(ImmutableArray<long> Factors, ImmutableArray<long> Offsets)
{
    /// <summary>Numbers tried for each doubling of the common number.</summary>
    private const int StepsPerOctave = 8;

    /// <summary>The numbers tried last, close to the greatest that fits.</summary>
    private const int FinestSteps = 512;

    /// <summary>
    /// The first that keeps the order, from coarse to fine. If there is none, two scores whose order the finest changes; neither where there are no
    /// finite lines.
    /// </summary>
    public static (FixedPointScores? Found, (ClassScore Weaker, ClassScore Stronger)? Fault) Of(ScoreOrder order, ImmutableArray<Line> lines)
    {
        if (lines.Any(line => !line.IsFinite))
            return default;

        // What all scores have in common decides nothing, and would take bits.
        double least = lines.Zip(order.Ranges, (line, range) => Math.Min(line.At(range.Least), line.At(range.Greatest))).Min();
        double greatest = lines.Zip(order.Ranges, (line, range) => Math.Max(line.At(range.Least), line.At(range.Greatest))).Max();
        double center = (least + greatest) / 2;
        (ClassScore, ClassScore)? fault = null;
        foreach (double scale in Scales(lines, greatest - least))
        {
            long[] factors = [.. lines.Select(line => Rounded(line.Slope * scale))];
            long[] offsets = [.. lines.Select(line => Rounded((line.Intercept - center) * scale))];
            if (!Enumerable.Range(0, factors.Length).All(n => Fits(factors[n], offsets[n], order.Ranges[n])))
                continue;
            fault = order.FirstFault(factors, offsets);
            if (fault is null)
                return (new([.. factors], [.. offsets]), null);
        }

        return (null, fault);
    }

    /// <summary>
    /// First those that make an integer of the flattest slope, which then lie exactly on lines that are all of one slope; at last finer ones than
    /// these, which are only different.
    /// </summary>
    private static IEnumerable<double> Scales(ImmutableArray<Line> lines, double spread)
    {
        double finest = int.MaxValue / Math.Max(spread, 1e-30);
        double[] slopes = [.. lines.Select(line => Math.Abs(line.Slope)).Where(slope => slope > 0)];
        double unit = slopes.Length > 0 ? slopes.Min() : spread / int.MaxValue;
        var multiples = Enumerable.Range(0, 31 * StepsPerOctave)
            .Select(i => Math.Round(Math.Pow(2, (double)i / StepsPerOctave)) / unit)
            .Distinct()
            .Where(scale => scale < finest);
        return [.. multiples, .. Enumerable.Range(1, FinestSteps).Select(i => finest * (1 + ((double)i / FinestSteps)))];
    }

    private static bool Fits(long factor, long offset, IntegerRange range) =>
        Fits(factor, offset, range.Least) && Fits(factor, offset, range.Greatest);

    private static bool Fits(long factor, long offset, long sum) =>
        Fits(factor) && Fits(offset) && Fits(factor * sum) && Fits((factor * sum) + offset);

    private static bool Fits(long number) => Math.Abs(number) <= int.MaxValue;

    private static long Rounded(double number) => Math.Abs(number) < 1L << 40 ? (long)Math.Round(number) : long.MaxValue / 4;
}
