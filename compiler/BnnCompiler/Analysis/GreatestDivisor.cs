// SPDX-License-Identifier: MIT
namespace BnnCompiler.Analysis;

/// <summary>What several distances between integers are multiples of.</summary>
internal static class GreatestDivisor
{
    /// <summary>The greatest number that divides both, without sign; all numbers divide 0.</summary>
    public static long Of(long left, long right)
    {
        while (right != 0)
            (left, right) = (right, left % right);
        return Math.Abs(left);
    }
}
