// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>ONNX's multidirectional broadcasting: shapes are aligned at their last axis, and an extent of 1 is repeated.</summary>
internal static class Broadcasting
{
    /// <summary>The shape of a pointwise result of two operands.</summary>
    public static Shape Of(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        int[] extents = new int[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            int a = Extent(left, fromEnd), b = Extent(right, fromEnd);
            if (a != b && a != 1 && b != 1)
                throw new InvalidOpException($"operands of shapes [{left}] and [{right}] cannot be broadcast to one shape");
            extents[rank - fromEnd] = Math.Max(a, b);
        }

        return new([.. extents]);
    }

    /// <summary>
    /// The row-major index in <paramref name="source"/> of what element <paramref name="index"/> of <paramref name="result"/> reads.
    /// </summary>
    public static int SourceIndex(Shape result, Shape source, int index)
    {
        int sourceIndex = 0, stride = 1;
        for (int fromEnd = 1; fromEnd <= result.Rank; fromEnd++)
        {
            int position = index % result[result.Rank - fromEnd];
            index /= result[result.Rank - fromEnd];
            int extent = Extent(source, fromEnd);
            if (extent > 1)
                sourceIndex += position * stride;
            stride *= extent;
        }

        return sourceIndex;
    }

    private static int Extent(Shape shape, int fromEnd) => fromEnd <= shape.Rank ? shape[shape.Rank - fromEnd] : 1;
}
