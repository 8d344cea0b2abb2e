// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Registers.Bits;

/// <summary>64 lanes in a general register.</summary>
internal readonly struct Bits64(ulong value) : IBits<Bits64>
{
    private readonly ulong _value = value;

    public static bool IsSupported => true;

    public static int Words => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 Load(ref readonly ulong first) => new(first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 Xor(Bits64 bits, ref readonly ulong first) => new(bits._value ^ first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 Broadcast(ulong word) => new(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits64 bits, ref ulong first) => first = bits._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 operator ^(Bits64 left, Bits64 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 operator &(Bits64 left, Bits64 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 operator |(Bits64 left, Bits64 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 operator ~(Bits64 bits) => new(~bits._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 AndNot(Bits64 bits, Bits64 mask) => new(bits._value & ~mask._value);
}
