// SPDX-License-Identifier: MIT
namespace BnnCompiler.Analysis;

/// <summary>Numbers that lie on a grid: whole steps from the least of them, up to what float32 rounds.</summary>
internal static class Grid
{
    /// <summary>The most parts that the smallest gap between two numbers is divided into to find the step.</summary>
    private const int FinestDivision = 64;

    // A number that a chain computed in a few steps, such as 2 * (c / 7) - 1, strays by a last place or two of the largest.
    private const double Rounding = 1.5e-7;

    /// <summary>The codes of the numbers, 0 for the least, with the largest step there is; null if they lie on no grid so short.</summary>
    /// <param name="numbers">Finite, ascending, distinct.</param>
    /// <param name="most">The greatest code.</param>
    public static int[]? CodesOf(double[] numbers, int most)
    {
        if (numbers.Length == 1)
            return [0];
        double least = numbers[0], span = numbers[numbers.Length - 1] - least, gap = span;
        for (int i = 1; i < numbers.Length; i++)
            gap = Math.Min(gap, numbers[i] - numbers[i - 1]);
        double tolerance = Rounding * Math.Max(Math.Abs(least), Math.Abs(numbers[numbers.Length - 1]));
        for (int division = 1; division <= FinestDivision; division++)
        {
            double greatest = Math.Round(span / gap * division);
            if (greatest > most)
                return null;
            double step = span / greatest;
            int[] codes = Array.ConvertAll(numbers, number => (int)Math.Round((number - least) / step));
            if (tolerance < step / 8 && Enumerable.Range(0, codes.Length).All(i => Math.Abs(numbers[i] - least - (codes[i] * step)) <= tolerance))
                return codes;
        }

        return null;
    }
}
