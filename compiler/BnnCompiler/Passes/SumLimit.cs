// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;

namespace BnnCompiler.Passes;

/// <summary>
/// What a fused kernel compares with. A rule that fires downwards says sum &lt; T, which is -sum >= 1 - T: its weights are negated instead, so that
/// one comparison serves all outputs.
/// </summary>
internal static class SumLimit
{
    /// <summary>The least sum, under weights negated where the rule flips, that gives +1.</summary>
    public static int OfSum(ThresholdRule<int> rule) => Clamped(Least(rule), int.MinValue, int.MaxValue);

    /// <summary>
    /// The greatest number of differing bits among <paramref name="terms"/> that gives +1: K - 2p >= T exactly when p is at most
    /// floor((K - T) / 2). The shift rounds down for negative numbers too.
    /// </summary>
    public static int OfDiffering(ThresholdRule<int> rule, int terms) => Clamped((terms - Least(rule)) >> 1, -1, terms);

    private static long Least(ThresholdRule<int> rule) => (rule.Flip, rule.Limits.IsEmpty) switch
    {
        (false, false) => rule.Limits[0],
        (true, false) => 1L - rule.Limits[0],
        (false, true) => int.MaxValue,
        (true, true) => int.MinValue,
    };

    private static int Clamped(long value, int least, int greatest) => (int)Math.Min(Math.Max(value, least), greatest);
}
