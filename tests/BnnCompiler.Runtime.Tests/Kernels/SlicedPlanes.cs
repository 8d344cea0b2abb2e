// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>Numbers as bit-sliced kernels read them: plane b is a row of bits, bit n of it is bit b of number n.</summary>
internal static class SlicedPlanes
{
    /// <summary>The planes of some limits on 2P + (B - A), which is at most 2B: one more than B has bits, and at least six.</summary>
    public static ulong[] Of(IReadOnlyList<long> limits, long greatest) =>
        [.. Enumerable.Range(0, Count(greatest)).SelectMany(b => SignMatrix.Pack([.. limits.Select(limit => ((limit >> b) & 1) == 1)]))];

    private static int Count(long greatest)
    {
        int bits = 5;
        while (greatest >> bits != 0)
            bits++;
        return bits + 1;
    }
}
