// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;

namespace BnnCompiler.Kernels.Choosing;

/// <summary>
/// What a fused kernel compares with. A rule that fires downwards says sum &lt; T, which is -sum >= 1 - T: its weights are negated instead, so that
/// one comparison serves all outputs.
/// </summary>
internal static class LeastSum
{
    /// <summary>The least sum, under weights negated where the rule flips, that gives +1.</summary>
    public static long Of(ThresholdRule<int> rule) => (rule.Flip, rule.Limits.IsEmpty) switch
    {
        (false, false) => rule.Limits[0],
        (true, false) => 1L - rule.Limits[0],
        (false, true) => int.MaxValue,
        (true, true) => int.MinValue,
    };

    /// <summary>The same as an integer of 32 bits, which any sum is.</summary>
    public static int Clamped(long least) => (int)Math.Min(Math.Max(least, int.MinValue), int.MaxValue);

    /// <summary>
    /// The greatest number of differing bits among <paramref name="terms"/> that gives +1: K - 2p >= T exactly when p is at most
    /// floor((K - T) / 2). The shift rounds down for negative numbers too.
    /// </summary>
    public static int ToDiffering(long least, int terms) => (int)Math.Min(Math.Max((terms - least) >> 1, -1), terms);
}
