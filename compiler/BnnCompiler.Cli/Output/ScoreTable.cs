// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.Cli.Output;

/// <summary>What scores say.</summary>
internal static class ScoreTable
{
    /// <summary>How many classes are right.</summary>
    public static string Accuracy(int[] classes, int[] expected)
    {
        int right = classes.Where((c, i) => c == expected[i]).Count();
        return string.Create(CultureInfo.InvariantCulture, $"accuracy {100.0 * right / classes.Length:F2} % ({right} of {classes.Length})");
    }
}
