// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Measuring;

/// <summary>Several measurements of one thing.</summary>
internal readonly record struct Summary(double Minimum, double Median)
{
    /// <summary>The summary of at least one number; the median of an even number is the mean of both middle ones.</summary>
    public static Summary Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        int middle = sorted.Length / 2;
        return new(sorted[0], sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
