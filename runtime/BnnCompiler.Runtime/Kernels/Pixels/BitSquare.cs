// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Pixels;

/// <summary>64 rows of 64 bits: how channels of pixels become pixels of channels, and back.</summary>
internal static class BitSquare
{
    /// <summary>Rows, and bits of each.</summary>
    public const int Side = 64;

    /// <summary>
    /// Bit j of row i becomes bit i of row j. Halves of ever smaller squares change places: the upper right quarter of each with its lower left one.
    /// </summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Transpose(ref ulong rows)
    {
        Exchange(ref rows, 32, Vector256.Create(0x00000000FFFFFFFFul));
        Exchange(ref rows, 16, Vector256.Create(0x0000FFFF0000FFFFul));
        Exchange(ref rows, 8, Vector256.Create(0x00FF00FF00FF00FFul));
        Exchange(ref rows, 4, Vector256.Create(0x0F0F0F0F0F0F0F0Ful));
        var (twos, ones) = (Vector256.Create(0x3333333333333333ul), Vector256.Create(0x5555555555555555ul));
        var (upperTwo, evenOnes) = (Vector256.Create(ulong.MaxValue, ulong.MaxValue, 0, 0), Vector256.Create(ulong.MaxValue, 0, ulong.MaxValue, 0));
        for (int i = 0; i < Side; i += 4)
        {
            // Four rows of a register: rows 0 and 1 against 2 and 3, then 0 and 2 against 1 and 3.
            ref ulong four = ref Unsafe.Add(ref rows, i);
            var v = Vector256.LoadUnsafe(ref four);
            v = Exchange(v, Vector256.Shuffle(v, Vector256.Create(2ul, 3, 0, 1)), upperTwo, 2, twos);
            v = Exchange(v, Vector256.Shuffle(v, Vector256.Create(1ul, 0, 3, 2)), evenOnes, 1, ones);
            v.StoreUnsafe(ref four);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(ref ulong rows, int half, Vector256<ulong> mask)
    {
        for (int i = 0; i < Side; i += 2 * half)
        {
            for (int j = i; j < i + half; j += 4)
            {
                ref ulong first = ref Unsafe.Add(ref rows, j);
                ref ulong second = ref Unsafe.Add(ref first, half);
                var (upper, lower) = (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref second));
                var moved = ((upper >> half) ^ lower) & mask;
                (upper ^ (moved << half)).StoreUnsafe(ref first);
                (lower ^ moved).StoreUnsafe(ref second);
            }
        }
    }

    /// <summary>
    /// The same for rows of one register with their partners: the upper row of a pair gives its upper bits for the lower bits of the other.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Exchange(
        Vector256<ulong> rows, Vector256<ulong> partners, Vector256<ulong> isUpper, int half, Vector256<ulong> mask)
    {
        var ofUpper = (((rows >> half) ^ partners) & mask) << half;
        var ofLower = ((partners >> half) ^ rows) & mask;
        return rows ^ Vector256.ConditionalSelect(isUpper, ofUpper, ofLower);
    }
}
