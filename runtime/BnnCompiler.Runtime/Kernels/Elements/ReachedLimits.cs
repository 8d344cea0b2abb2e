// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Kernels.Elements;

/// <summary>Compares sixty-four values with a limit each.</summary>
internal static class ReachedLimits
{
    private const int Bits = 64;

    /// <summary>Bit i = (values[i] &gt;= limits[i]); 0 where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of<T>(ref T values, ref T limits) where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        ulong word = 0ul;
        if (Vector512.IsHardwareAccelerated)
        {
            for (int i = 0; i < Bits; i += Vector512<T>.Count)
            {
                var reached = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref values, (nuint)i), Vector512.LoadUnsafe(ref limits, (nuint)i));
                word |= reached.ExtractMostSignificantBits() << i;
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < Bits; i += Vector256<T>.Count)
            {
                var reached = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref values, (nuint)i), Vector256.LoadUnsafe(ref limits, (nuint)i));
                word |= (ulong)reached.ExtractMostSignificantBits() << i;
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (int i = 0; i < Bits; i += Vector128<T>.Count)
            {
                var reached = Vector128.GreaterThanOrEqual(Vector128.LoadUnsafe(ref values, (nuint)i), Vector128.LoadUnsafe(ref limits, (nuint)i));
                word |= (ulong)reached.ExtractMostSignificantBits() << i;
            }
        }
        else
        {
            for (int i = 0; i < Bits; i++)
                word |= Unsafe.Add(ref values, i) >= Unsafe.Add(ref limits, i) ? 1ul << i : 0;
        }

        return word;
    }
}
