// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;

namespace BnnCompiler.Verification;

/// <summary>Rules on bit-sliced layers.</summary>
internal static class SlicedRules
{
    /// <summary>Checks <c>zero-row</c>, unless the weights lie in a file, before which they were checked.</summary>
    public static void VerifyZeroRow(Op layer, Constant weights)
    {
        int last = weights.Type.Shape[0] - 1;
        if (weights.Value is BitTensor bits && bits.CountSet(last) > 0)
            throw Rule.Broken(layer, "zero-row",
                $"row {NumberText.Of(last)} of its weights, which fills up blocks of rows, has bits that are set; expected 0");
    }

    /// <summary>Checks <c>zero-row</c> and <c>complement-limits</c>.</summary>
    public static void Verify(SlicedThreshold dense)
    {
        VerifyZeroRow(dense, dense.Weights);
        if (!dense.IsWithComplement || dense.Weights.Value is not BitTensor weights)
            return;
        int inputs = dense.Input.Type.Shape.ElementCount, planes = dense.CounterPlanes + 1;
        int[] ones = Columns(weights, dense.RowLength, 0, inputs, _ => 1);
        int[] limits = Columns(dense.Limits.Bits, dense.RowLength, 0, planes, plane => 1 << plane);
        int[] complements = Columns(dense.Limits.Bits, dense.RowLength, planes, planes, plane => 1 << plane);
        for (int n = 0; n < ones.Length; n++)
        {
            // Limits have the bias added to them, and so have their complements. Behind the ends, all are never or always reached.
            int expected = (int)Math.Min(Math.Max((2L * ones[n]) + 1 + dense.Bias - limits[n], 0), (2L * dense.Bias) + 1);
            if (complements[n] != expected)
            {
                throw Rule.Broken(dense, "complement-limits",
                    $"the limit of output {NumberText.Of(n)} for its inputs that are 0 is {NumberText.Of(complements[n])}; "
                    + $"expected {NumberText.Of(expected)}");
            }
        }
    }

    /// <summary>The sum of some rows of bits, each of its own weight, by column.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    private static int[] Columns(BitTensor bits, int columns, int first, int rows, Func<int, int> weight)
    {
        int[] sums = new int[columns];
        for (int row = 0; row < rows; row++)
        {
            var words = bits.Row(first + row);
            int value = weight(row);
            for (int n = 0; n < columns; n++)
                sums[n] += (int)((words[n / 64] >> (n % 64)) & 1) * value;
        }

        return sums;
    }
}
