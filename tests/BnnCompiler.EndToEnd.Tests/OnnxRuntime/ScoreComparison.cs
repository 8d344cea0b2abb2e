// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.EndToEnd.Tests.OnnxRuntime;

/// <summary>Our scores against those of ONNX Runtime.</summary>
internal static class ScoreComparison
{
    /// <summary>
    /// The last sum is an exact integer in both. Behind it we round after each of the six operations of a batch norm; ONNX Runtime computes
    /// x * a + b with rounded a and b. Together that is at most ten roundings, each of 2^-24 of the largest term or less: below 2^-20 of it.
    /// </summary>
    private const double Tolerance = 1.0 / (1 << 20);

    /// <summary>Requires the same scores up to roundings; gives the greatest difference.</summary>
    /// <param name="expected">Ours.</param>
    /// <param name="found">Those of ONNX Runtime.</param>
    /// <param name="example">What a failure names.</param>
    /// <param name="largestTerm">
    /// The most that a term of a score may be where that is more than the score. In the networks of the paper terms are sums over deviations,
    /// and means below a fifth of a deviation times a scale below 1.7: a score below 2 has no term above it.
    /// </param>
    public static double AssertClose(float[] expected, float[] found, string example, double largestTerm = 2)
    {
        Assert.Equal(expected.Length, found.Length);
        double greatest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs((double)expected[i] - found[i]);
            Assert.True(difference <= Tolerance * Math.Max(largestTerm, Math.Abs(expected[i])), string.Create(CultureInfo.InvariantCulture,
                $"{example}: score {i} is {found[i]:R}; expected {expected[i]:R}"));
            greatest = Math.Max(greatest, difference);
        }

        return greatest;
    }

    /// <summary>The first of the greatest scores.</summary>
    public static int ClassOf(float[] scores) => Array.IndexOf(scores, scores.Max());
}
