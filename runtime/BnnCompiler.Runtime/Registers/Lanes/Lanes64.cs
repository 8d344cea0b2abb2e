// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>One neuron in a general register, counted as a whole: runs everywhere.</summary>
internal readonly struct Lanes64(ulong value) : IRegister<Lanes64>
{
    private readonly ulong _value = value;

    public static bool IsSupported => true;

    public static int Count => 1;

    public static int CarrySaveFrom => int.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 Load(ref readonly ulong first) => new(first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 Broadcast(ulong word) => new(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator ^(Lanes64 left, Lanes64 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator &(Lanes64 left, Lanes64 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator +(Lanes64 left, Lanes64 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator -(Lanes64 left, Lanes64 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 Parity(Lanes64 a, Lanes64 b, Lanes64 c) => new(a._value ^ b._value ^ c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 Majority(Lanes64 a, Lanes64 b, Lanes64 c) => new((a._value & b._value) | ((a._value ^ b._value) & c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 CountParts(Lanes64 bits) => new((uint)BitOperations.PopCount(bits._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 AddParts(Lanes64 left, Lanes64 right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 SumParts(Lanes64 counts) => counts;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 CountCarrySave<TGate>(ref ulong input, ref ulong weights, int words) where TGate : struct, IGate
    {
        CarrySave<Lanes64, TGate>.Count(ref input, ref weights, words, out var counts);
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(Lanes64 values, ref readonly int limits) => (long)values._value <= limits ? 1u : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(Lanes64 values, ref readonly int limits) => (long)values._value >= limits ? 1u : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes64 values, ref int first) => first = (int)values._value;
}
