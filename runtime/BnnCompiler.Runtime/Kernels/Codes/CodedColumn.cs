// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Kernels.Pixels;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>What becomes of the counters of a column whose rows are all added (<see cref="SlicedColumn{TBits, TPlace}"/>).</summary>
internal static class CodedColumn<TBits>
    where TBits : struct, IBits<TBits>
{
    /// <summary>Numbers v become -1 - v: rows that are added until it is done once more are subtracted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Complement(ref ulong column, int planes)
    {
        for (int b = 0; b < planes; b++)
        {
            ref ulong plane = ref Unsafe.Add(ref column, b * TBits.Words);
            TBits.Store(~TBits.Load(in plane), ref plane);
        }
    }

    /// <summary>Where 2 v + lowest is at least the limit.</summary>
    /// <param name="column">The planes of v.</param>
    /// <param name="planes">How many.</param>
    /// <param name="lowest">The lowest bit of what is compared.</param>
    /// <param name="limits">The column of the lowest plane of the limits, which are one more.</param>
    /// <param name="stride">Words from one plane of limits to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Reached(ref ulong column, int planes, TBits lowest, ref ulong limits, int stride)
    {
        // From the lowest plane up: where a bit differs from the limit's it decides, elsewhere the planes below it have.
        var reached = lowest | ~TBits.Load(in limits);
        for (int b = 0; b < planes; b++)
        {
            limits = ref Unsafe.Add(ref limits, stride);
            var value = TBits.Load(in Unsafe.Add(ref column, b * TBits.Words));
            reached ^= (value ^ TBits.Load(in limits)) & (value ^ reached);
        }

        return reached;
    }

    /// <summary>sums[n] = factor · v_n + added.</summary>
    /// <param name="column">The planes of v.</param>
    /// <param name="planes">How many.</param>
    /// <param name="factor">What each counts.</param>
    /// <param name="added">A number for all.</param>
    /// <param name="sums">At most as many as a register has bits.</param>
    [SkipLocalsInit]
    public static void ToIntegers(ref ulong column, int planes, int factor, int added, Span<int> sums)
    {
        Span<ulong> square = stackalloc ulong[BitSquare.Side];
        for (int w = 0; w * BitSquare.Side < sums.Length; w++)
        {
            square.Clear();
            for (int b = 0; b < planes; b++)
                square[b] = Unsafe.Add(ref column, (b * TBits.Words) + w);
            BitSquare.Transpose(ref square[0]);
            var some = sums[(w * BitSquare.Side)..];
            for (int n = 0; n < Math.Min(some.Length, BitSquare.Side); n++)
                some[n] = (factor * (int)square[n]) + added;
        }
    }
}
