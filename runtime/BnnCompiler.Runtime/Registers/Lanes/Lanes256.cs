// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static BnnCompiler.Runtime.Registers.Lanes.OnesInNibbles;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>Four neurons in an AVX2 register.</summary>
internal readonly struct Lanes256(Vector256<ulong> value) : IRegister<Lanes256>
{
    private readonly Vector256<ulong> _value = value;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 4;

    public static int CarrySaveFrom => 24;

    private static Vector256<byte> OnesInNibble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(Low, High, Low, High).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref readonly ulong first) => new(Vector256.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(ulong word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator ^(Lanes256 left, Lanes256 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator &(Lanes256 left, Lanes256 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Parity(Lanes256 a, Lanes256 b, Lanes256 c) => new(a._value ^ b._value ^ c._value);

    // Where a and b differ c decides; where they agree either of them is the majority.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Majority(Lanes256 a, Lanes256 b, Lanes256 c) =>
        new((a._value & b._value) | ((a._value ^ b._value) & c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 CountParts(Lanes256 bits)
    {
        var nibble = Vector256.Create((byte)0x0F);
        var low = bits._value.AsByte() & nibble;
        var high = (bits._value.AsUInt16() >> 4).AsByte() & nibble;
        return new((Avx2.Shuffle(OnesInNibble, low) + Avx2.Shuffle(OnesInNibble, high)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddParts(Lanes256 left, Lanes256 right) => new((left._value.AsByte() + right._value.AsByte()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SumParts(Lanes256 counts) =>
        new(Avx2.SumAbsoluteDifferences(counts._value.AsByte(), Vector256<byte>.Zero).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 CountCarrySave<TGate>(ref ulong input, ref ulong weights, int words) where TGate : struct, IGate
    {
        CarrySave<Lanes256, TGate>.Count(ref input, ref weights, words, out var counts);
        return counts;
    }

    // AVX2 has no comparison but "greater".
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(Lanes256 values, ref readonly int limits) =>
        Vector256.GreaterThan(values._value.AsInt64(), Widen(in limits)).ExtractMostSignificantBits() ^ 0xF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(Lanes256 values, ref readonly int limits) =>
        Vector256.LessThan(values._value.AsInt64(), Widen(in limits)).ExtractMostSignificantBits() ^ 0xF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 values, ref int first) =>
        Vector128.Narrow(values._value.GetLower(), values._value.GetUpper()).AsInt32().StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Widen(ref readonly int limits) => Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(in limits));
}
