// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Images;

/// <summary>Result pixel (i, j) belongs to class rowClasses[i] + columnClasses[j]; all pixels of a class share their limits.</summary>
internal static class PositionClasses
{
    /// <summary>One more than the highest class of a pixel.</summary>
    /// <exception cref="ArgumentException">A row or column has no class.</exception>
    public static int Count(in SlidingWindow window, ReadOnlySpan<byte> rowClasses, ReadOnlySpan<byte> columnClasses)
    {
        Lengths.Require(rowClasses.Length, window.OutputHeight, nameof(rowClasses), "one class per row of the result");
        Lengths.Require(columnClasses.Length, window.OutputWidth, nameof(columnClasses), "one class per column of the result");
        return Highest(rowClasses) + Highest(columnClasses) + 1;
    }

    private static int Highest(ReadOnlySpan<byte> classes)
    {
        int highest = 0;
        foreach (byte one in classes)
            highest = Math.Max(highest, one);
        return highest;
    }
}
