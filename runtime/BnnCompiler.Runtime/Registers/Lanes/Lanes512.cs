// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static BnnCompiler.Runtime.Registers.Lanes.OnesInNibbles;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>Eight neurons in an AVX-512 register; a full adder is two three-input logic instructions.</summary>
internal readonly struct Lanes512(Vector512<ulong> value) : IRegister<Lanes512>
{
    private readonly Vector512<ulong> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public static int Count => 8;

    public static int CarrySaveFrom => 16;

    private static Vector512<byte> OnesInNibble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(Low, High, Low, High, Low, High, Low, High).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref readonly ulong first) => new(Vector512.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(ulong word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator ^(Lanes512 left, Lanes512 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator &(Lanes512 left, Lanes512 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Parity(Lanes512 a, Lanes512 b, Lanes512 c) => new(Avx512F.TernaryLogic(a._value, b._value, c._value, 0x96));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Majority(Lanes512 a, Lanes512 b, Lanes512 c) => new(Avx512F.TernaryLogic(a._value, b._value, c._value, 0xE8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 CountParts(Lanes512 bits)
    {
        var nibble = Vector512.Create((byte)0x0F);
        var low = bits._value.AsByte() & nibble;
        var high = (bits._value.AsUInt16() >> 4).AsByte() & nibble;
        return new((Avx512BW.Shuffle(OnesInNibble, low) + Avx512BW.Shuffle(OnesInNibble, high)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddParts(Lanes512 left, Lanes512 right) => new((left._value.AsByte() + right._value.AsByte()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SumParts(Lanes512 counts) =>
        new(Avx512BW.SumAbsoluteDifferences(counts._value.AsByte(), Vector512<byte>.Zero).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 CountCarrySave<TGate>(ref ulong input, ref ulong weights, int words) where TGate : struct, IGate
    {
        CarrySave<Lanes512, TGate>.Count(ref input, ref weights, words, out var counts);
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(Lanes512 values, ref readonly int limits) =>
        (uint)Vector512.LessThanOrEqual(values._value.AsInt64(), Widen(in limits)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(Lanes512 values, ref readonly int limits) =>
        (uint)Vector512.GreaterThanOrEqual(values._value.AsInt64(), Widen(in limits)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 values, ref int first) =>
        Avx512F.ConvertToVector256Int32(values._value.AsInt64()).StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Widen(ref readonly int limits) => Avx512F.ConvertToVector512Int64(Vector256.LoadUnsafe(in limits));
}
