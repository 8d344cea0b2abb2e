// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Registers.Pixels;

/// <summary>Four registers of eight pixels, of SSE or NEON.</summary>
internal readonly struct PixelLanes128(Vector128<short> a, Vector128<short> b, Vector128<short> c, Vector128<short> d)
    : IPixelLanes<PixelLanes128>
{
    private readonly Vector128<short> a = a;
    private readonly Vector128<short> b = b;
    private readonly Vector128<short> c = c;
    private readonly Vector128<short> d = d;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Broadcast(uint values)
    {
        var all = Vector128.Create(values).AsInt16();
        return new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Load(ref readonly short first) =>
        new(Vector128.LoadUnsafe(in first), Vector128.LoadUnsafe(in first, 8), Vector128.LoadUnsafe(in first, 16), Vector128.LoadUnsafe(in first, 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PixelLanes128 values, ref short first)
    {
        values.a.StoreUnsafe(ref first);
        values.b.StoreUnsafe(ref first, 8);
        values.c.StoreUnsafe(ref first, 16);
        values.d.StoreUnsafe(ref first, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 operator +(PixelLanes128 left, PixelLanes128 right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Add(PixelLanes128 left, ref readonly short first) => new(
        left.a + Vector128.LoadUnsafe(in first),
        left.b + Vector128.LoadUnsafe(in first, 8),
        left.c + Vector128.LoadUnsafe(in first, 16),
        left.d + Vector128.LoadUnsafe(in first, 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 Subtract(PixelLanes128 left, ref readonly short first) => new(
        left.a - Vector128.LoadUnsafe(in first),
        left.b - Vector128.LoadUnsafe(in first, 8),
        left.c - Vector128.LoadUnsafe(in first, 16),
        left.d - Vector128.LoadUnsafe(in first, 24));

    // A comparison gives -1 or 0, and taking -1 away adds the bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes128 AppendGreater(PixelLanes128 bits, PixelLanes128 sums, PixelLanes128 bounds) => new(
        bits.a + bits.a - Vector128.GreaterThan(sums.a, bounds.a),
        bits.b + bits.b - Vector128.GreaterThan(sums.b, bounds.b),
        bits.c + bits.c - Vector128.GreaterThan(sums.c, bounds.c),
        bits.d + bits.d - Vector128.GreaterThan(sums.d, bounds.d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWords(PixelLanes128 a, PixelLanes128 b, PixelLanes128 c, PixelLanes128 d, ref ulong first)
    {
        StoreWords(a.a, b.a, c.a, d.a, ref first);
        StoreWords(a.b, b.b, c.b, d.b, ref Unsafe.Add(ref first, 8));
        StoreWords(a.c, b.c, c.c, d.c, ref Unsafe.Add(ref first, 16));
        StoreWords(a.d, b.d, c.d, d.d, ref Unsafe.Add(ref first, 24));
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
