// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Runtime.Registers.Pixels;

/// <summary>Two AVX2 registers of sixteen pixels.</summary>
internal readonly struct PixelLanes256(Vector256<short> left, Vector256<short> right) : IPixelLanes<PixelLanes256>
{
    private readonly Vector256<short> _left = left;
    private readonly Vector256<short> _right = right;

    public static bool IsSupported => Avx2.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes256 Broadcast(uint values)
    {
        var both = Vector256.Create(values).AsInt16();
        return new(both, both);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes256 Load(ref readonly short first) =>
        new(Vector256.LoadUnsafe(in first), Vector256.LoadUnsafe(in first, (nuint)Vector256<short>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PixelLanes256 values, ref short first)
    {
        values._left.StoreUnsafe(ref first);
        values._right.StoreUnsafe(ref first, (nuint)Vector256<short>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes256 operator +(PixelLanes256 left, PixelLanes256 right) => new(left._left + right._left, left._right + right._right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes256 Add(PixelLanes256 left, ref readonly short first) =>
        new(left._left + Vector256.LoadUnsafe(in first), left._right + Vector256.LoadUnsafe(in first, (nuint)Vector256<short>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes256 Subtract(PixelLanes256 left, ref readonly short first) =>
        new(left._left - Vector256.LoadUnsafe(in first), left._right - Vector256.LoadUnsafe(in first, (nuint)Vector256<short>.Count));

    // A comparison gives -1 or 0, and taking -1 away adds the bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes256 AppendGreater(PixelLanes256 bits, PixelLanes256 sums, PixelLanes256 bounds) => new(
        bits._left + bits._left - Vector256.GreaterThan(sums._left, bounds._left),
        bits._right + bits._right - Vector256.GreaterThan(sums._right, bounds._right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWords(PixelLanes256 a, PixelLanes256 b, PixelLanes256 c, PixelLanes256 d, ref ulong first)
    {
        StoreWords(a._left, b._left, c._left, d._left, ref first);
        StoreWords(a._right, b._right, c._right, d._right, ref Unsafe.Add(ref first, Vector256<short>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector256<short> a, Vector256<short> b, Vector256<short> c, Vector256<short> d, ref ulong first)
    {
        // Unpacking stays within halves of 128 bits: pixels 0..3 and 8..11 are together, and so on, until whole words change their halves.
        var (lowAB, highAB) = (Avx2.UnpackLow(a, b).AsInt32(), Avx2.UnpackHigh(a, b).AsInt32());
        var (lowCD, highCD) = (Avx2.UnpackLow(c, d).AsInt32(), Avx2.UnpackHigh(c, d).AsInt32());
        var (at0, at2) = (Avx2.UnpackLow(lowAB, lowCD).AsUInt64(), Avx2.UnpackHigh(lowAB, lowCD).AsUInt64());
        var (at4, at6) = (Avx2.UnpackLow(highAB, highCD).AsUInt64(), Avx2.UnpackHigh(highAB, highCD).AsUInt64());
        Avx2.Permute2x128(at0, at2, 0x20).StoreUnsafe(ref first);
        Avx2.Permute2x128(at4, at6, 0x20).StoreUnsafe(ref first, 4);
        Avx2.Permute2x128(at0, at2, 0x31).StoreUnsafe(ref first, 8);
        Avx2.Permute2x128(at4, at6, 0x31).StoreUnsafe(ref first, 12);
    }
}
