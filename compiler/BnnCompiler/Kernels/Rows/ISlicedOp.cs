// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// A layer that is counted bit-sliced: each input has a row of weights with a bit for each output, and the rows of inputs that are 1 are added, all
/// outputs side by side, into planes of counters. With P_n the sum of the inputs whose weight is +1 and A that of all, the layer's sum is 2 P_n - A
/// under weights of +1 and -1, since the other inputs add up to A - P_n. An input bit -1 counts as 0 here: the sum of its layer is then twice that,
/// less what all inputs at -1 would give.
/// </summary>
internal interface ISlicedOp
{
    /// <summary>bit[inputs + 1, outputs of a group]: a row for each input, and one of zeros, which fills up the last block of rows.</summary>
    Constant Weights { get; }

    /// <summary>Outputs that are counted side by side.</summary>
    int RowLength { get; }

    /// <summary>Planes of the counters.</summary>
    int CounterPlanes { get; }
}

/// <summary>How many planes bit-sliced numbers need.</summary>
internal static class SlicedPlanes
{
    /// <summary>The kernel adds 32 rows at a time, which carry into the fifth plane.</summary>
    private const int LeastCounters = 5;

    /// <summary>Planes of counters for inputs that sum up to at most <paramref name="greatestTotal"/>; 2 P - A + A' then needs one more.</summary>
    public static int Of(int greatestTotal)
    {
        int planes = 0;
        for (long greatest = (2L * greatestTotal) + 1; greatest > 0; greatest >>= 1)
            planes++;
        return Math.Max(LeastCounters, planes - 1);
    }
}
