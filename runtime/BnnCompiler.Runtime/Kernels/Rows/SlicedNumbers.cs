// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// Arithmetic with the numbers of a column whose rows are all added (<see cref="SlicedColumn{TBits, TPlace}"/>): plane b is register b.
/// </summary>
internal static class SlicedNumbers<TBits>
    where TBits : struct, IBits<TBits>
{
    /// <summary>Sets all numbers of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(ref ulong column, int planes, uint number)
    {
        for (int b = 0; b < planes; b++)
            TBits.Store(TBits.Broadcast(0 - (ulong)((number >> b) & 1)), ref Unsafe.Add(ref column, b * TBits.Words));
    }

    /// <summary>Doubles the numbers of a column and adds 0 or 1 to all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Double(ref ulong column, int planes, ulong added)
    {
        for (int b = planes - 1; b > 0; b--)
            TBits.Store(TBits.Load(in Unsafe.Add(ref column, (b - 1) * TBits.Words)), ref Unsafe.Add(ref column, b * TBits.Words));
        TBits.Store(TBits.Broadcast(0 - added), ref column);
    }

    /// <summary>A number less those of a column, which are not greater, as planes: one more than the column has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractFrom(uint number, ref ulong column, int planes, ref ulong difference)
    {
        var borrow = default(TBits);
        for (int b = 0; b <= planes; b++)
        {
            var from = TBits.Broadcast(0 - (ulong)((number >> b) & 1));
            var subtracted = b < planes ? TBits.Load(in Unsafe.Add(ref column, b * TBits.Words)) : default;
            TBits.Store(from ^ subtracted ^ borrow, ref Unsafe.Add(ref difference, b * TBits.Words));
            borrow = TBits.AndNot(subtracted | borrow, from) | (subtracted & borrow);
        }
    }

    /// <summary>Adds the numbers of another column with as many planes; the sums have to fit them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref ulong column, int planes, ref ulong added)
    {
        var carry = default(TBits);
        for (int b = 0; b < planes; b++)
        {
            var one = TBits.Load(in Unsafe.Add(ref column, b * TBits.Words));
            var differ = TBits.Xor(one, in Unsafe.Add(ref added, b * TBits.Words));
            TBits.Store(differ ^ carry, ref Unsafe.Add(ref column, b * TBits.Words));
            carry = one ^ (differ & (one ^ carry));
        }
    }
}
