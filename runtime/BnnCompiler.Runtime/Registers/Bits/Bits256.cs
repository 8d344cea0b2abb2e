// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Registers.Bits;

/// <summary>256 lanes in an AVX2 register.</summary>
internal readonly struct Bits256(Vector256<ulong> value) : IBits<Bits256>
{
    private readonly Vector256<ulong> _value = value;

    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    public static int Words => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Load(ref readonly ulong first) => new(Vector256.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Xor(Bits256 bits, ref readonly ulong first) => new(bits._value ^ Vector256.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Broadcast(ulong word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits256 bits, ref ulong first) => bits._value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator ^(Bits256 left, Bits256 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator &(Bits256 left, Bits256 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator |(Bits256 left, Bits256 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator ~(Bits256 bits) => new(~bits._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 AndNot(Bits256 bits, Bits256 mask) => new(Vector256.AndNot(bits._value, mask._value));
}
