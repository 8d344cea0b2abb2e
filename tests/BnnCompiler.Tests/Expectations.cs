// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.Tests;

/// <summary>What file tests and snapshots have in common: when expectations may be rewritten, and how a difference is shown.</summary>
internal static class Expectations
{
    /// <summary>
    /// Whether a test writes what it found as the new expectation: <c>BNN_BLESS=1</c>, but never on a build server, where the change
    /// would be lost and the failure with it.
    /// </summary>
    public static bool AreRewritten => IsSet("BNN_BLESS") && !IsBuildServer;

    /// <summary>Whether <c>CI</c> is set.</summary>
    public static bool IsBuildServer => IsSet("CI");

    /// <summary>The first line in which two texts differ, both versions; null if they are equal.</summary>
    public static string? FirstDifference(string expected, string found)
    {
        if (expected == found)
            return null;
        string[] left = expected.Split('\n'), right = found.Split('\n');
        int line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}\n  expected: {Shown(left, line)}\n  found:    {Shown(right, line)}");
    }

    private static string Shown(string[] lines, int line) => line < lines.Length ? lines[line] : "(the text ends)";

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is "1" or "true";
}
