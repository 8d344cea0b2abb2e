// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Runtime.Registers.Pixels;

/// <summary>One AVX-512 register.</summary>
internal readonly struct PixelLanes512(Vector512<short> value) : IPixelLanes<PixelLanes512>
{
    private readonly Vector512<short> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes512 Broadcast(uint values) => new(Vector512.Create(values).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes512 Load(ref readonly short first) => new(Vector512.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PixelLanes512 values, ref short first) => values._value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes512 operator +(PixelLanes512 left, PixelLanes512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes512 Add(PixelLanes512 left, ref readonly short first) => new(left._value + Vector512.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes512 Subtract(PixelLanes512 left, ref readonly short first) => new(left._value - Vector512.LoadUnsafe(in first));

    // A comparison gives -1 or 0, and taking -1 away adds the bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelLanes512 AppendGreater(PixelLanes512 bits, PixelLanes512 sums, PixelLanes512 bounds) =>
        new(bits._value + bits._value - Vector512.GreaterThan(sums._value, bounds._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWords(PixelLanes512 a, PixelLanes512 b, PixelLanes512 c, PixelLanes512 d, ref ulong first)
    {
        var (lowAB, highAB) = Join(a._value.AsUInt16(), b._value.AsUInt16());
        var (lowCD, highCD) = Join(c._value.AsUInt16(), d._value.AsUInt16());
        StoreWords(lowAB, lowCD, ref first);
        StoreWords(highAB, highCD, ref Unsafe.Add(ref first, 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> Low, Vector512<uint> High) Join(Vector512<ushort> low, Vector512<ushort> high) =>
        (Vector512.WidenLower(low) | (Vector512.WidenLower(high) << 16), Vector512.WidenUpper(low) | (Vector512.WidenUpper(high) << 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector512<uint> low, Vector512<uint> high, ref ulong first)
    {
        (Vector512.WidenLower(low) | (Vector512.WidenLower(high) << 32)).StoreUnsafe(ref first);
        (Vector512.WidenUpper(low) | (Vector512.WidenUpper(high) << 32)).StoreUnsafe(ref first, 8);
    }
}
