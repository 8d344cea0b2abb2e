// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Registers.Bits;

/// <summary>128 lanes in a register of SSE2 or NEON.</summary>
internal readonly struct Bits128(Vector128<ulong> value) : IBits<Bits128>
{
    private readonly Vector128<ulong> _value = value;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Words => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 Load(ref readonly ulong first) => new(Vector128.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 Xor(Bits128 bits, ref readonly ulong first) => new(bits._value ^ Vector128.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 Broadcast(ulong word) => new(Vector128.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits128 bits, ref ulong first) => bits._value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 operator ^(Bits128 left, Bits128 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 operator &(Bits128 left, Bits128 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 operator |(Bits128 left, Bits128 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 operator ~(Bits128 bits) => new(~bits._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 AndNot(Bits128 bits, Bits128 mask) => new(Vector128.AndNot(bits._value, mask._value));
}
