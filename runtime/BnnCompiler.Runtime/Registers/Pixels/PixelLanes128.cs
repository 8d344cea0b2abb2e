// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Registers.Pixels;

/// <summary>Four registers of eight pixels, of SSE or NEON.</summary>
internal readonly struct PixelLanes128(Vector128<short> a, Vector128<short> b, Vector128<short> c, Vector128<short> d)
    : IPixelLanes<PixelLanes128>
{
    private readonly Vector128<short> _a = a;
    private readonly Vector128<short> _b = b;
    private readonly Vector128<short> _c = c;
    private readonly Vector128<short> _d = d;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Broadcast(uint values)
    {
        var all = Vector128.Create(values).AsInt16();
        return new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Load(ref readonly short first) =>
        new(
            Vector128.LoadUnsafe(in first),
            Vector128.LoadUnsafe(in first, 8),
            Vector128.LoadUnsafe(in first, 16),
            Vector128.LoadUnsafe(in first, 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PixelLanes128 values, ref short first)
    {
        values._a.StoreUnsafe(ref first);
        values._b.StoreUnsafe(ref first, 8);
        values._c.StoreUnsafe(ref first, 16);
        values._d.StoreUnsafe(ref first, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 operator +(PixelLanes128 left, PixelLanes128 right) =>
        new(left._a + right._a, left._b + right._b, left._c + right._c, left._d + right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Add(PixelLanes128 left, ref readonly short first) => new(
        left._a + Vector128.LoadUnsafe(in first),
        left._b + Vector128.LoadUnsafe(in first, 8),
        left._c + Vector128.LoadUnsafe(in first, 16),
        left._d + Vector128.LoadUnsafe(in first, 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Subtract(PixelLanes128 left, ref readonly short first) => new(
        left._a - Vector128.LoadUnsafe(in first),
        left._b - Vector128.LoadUnsafe(in first, 8),
        left._c - Vector128.LoadUnsafe(in first, 16),
        left._d - Vector128.LoadUnsafe(in first, 24));

    // A comparison gives -1 or 0, and taking -1 away adds the bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 AppendGreater(PixelLanes128 bits, PixelLanes128 sums, PixelLanes128 bounds) => new(
        bits._a + bits._a - Vector128.GreaterThan(sums._a, bounds._a),
        bits._b + bits._b - Vector128.GreaterThan(sums._b, bounds._b),
        bits._c + bits._c - Vector128.GreaterThan(sums._c, bounds._c),
        bits._d + bits._d - Vector128.GreaterThan(sums._d, bounds._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWords(PixelLanes128 a, PixelLanes128 b, PixelLanes128 c, PixelLanes128 d, ref ulong first)
    {
        StoreWords(a._a, b._a, c._a, d._a, ref first);
        StoreWords(a._b, b._b, c._b, d._b, ref Unsafe.Add(ref first, 8));
        StoreWords(a._c, b._c, c._c, d._c, ref Unsafe.Add(ref first, 16));
        StoreWords(a._d, b._d, c._d, d._d, ref Unsafe.Add(ref first, 24));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector128<short> a, Vector128<short> b, Vector128<short> c, Vector128<short> d, ref ulong first)
    {
        var (lowAB, highAB) = Join(a.AsUInt16(), b.AsUInt16());
        var (lowCD, highCD) = Join(c.AsUInt16(), d.AsUInt16());
        StoreWords(lowAB, lowCD, ref first);
        StoreWords(highAB, highCD, ref Unsafe.Add(ref first, 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<uint> Low, Vector128<uint> High) Join(Vector128<ushort> low, Vector128<ushort> high) =>
        (Vector128.WidenLower(low) | (Vector128.WidenLower(high) << 16), Vector128.WidenUpper(low) | (Vector128.WidenUpper(high) << 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector128<uint> low, Vector128<uint> high, ref ulong first)
    {
        (Vector128.WidenLower(low) | (Vector128.WidenLower(high) << 32)).StoreUnsafe(ref first);
        (Vector128.WidenUpper(low) | (Vector128.WidenUpper(high) << 32)).StoreUnsafe(ref first, 2);
    }
}
