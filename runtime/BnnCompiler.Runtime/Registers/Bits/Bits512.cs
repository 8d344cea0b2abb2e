// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Registers.Bits;

/// <summary>512 lanes in an AVX-512 register; the compiler joins two or three logic operations to one instruction.</summary>
internal readonly struct Bits512(Vector512<ulong> value) : IBits<Bits512>
{
    private readonly Vector512<ulong> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    public static int Words => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Load(ref readonly ulong first) => new(Vector512.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Xor(Bits512 bits, ref readonly ulong first) => new(bits._value ^ Vector512.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Broadcast(ulong word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits512 bits, ref ulong first) => bits._value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator ^(Bits512 left, Bits512 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator &(Bits512 left, Bits512 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator |(Bits512 left, Bits512 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator ~(Bits512 bits) => new(~bits._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 AndNot(Bits512 bits, Bits512 mask) => new(Vector512.AndNot(bits._value, mask._value));
}
