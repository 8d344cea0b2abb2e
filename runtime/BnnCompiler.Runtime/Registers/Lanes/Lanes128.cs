// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static BnnCompiler.Runtime.Registers.Lanes.OnesInNibbles;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>Two neurons in an SSSE3 or AdvSimd register; AdvSimd counts the ones of a byte in one instruction.</summary>
internal readonly struct Lanes128(Vector128<ulong> value) : IRegister<Lanes128>
{
    private readonly Vector128<ulong> _value = value;

    public static bool IsSupported => Ssse3.IsSupported || AdvSimd.IsSupported;

    public static int Count => 2;

    public static int CarrySaveFrom => AdvSimd.IsSupported ? int.MaxValue : 24;

    private static Vector128<byte> OnesInNibble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(Low, High).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref readonly ulong first) => new(Vector128.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(ulong word) => new(Vector128.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator ^(Lanes128 left, Lanes128 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator &(Lanes128 left, Lanes128 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Parity(Lanes128 a, Lanes128 b, Lanes128 c) => new(a._value ^ b._value ^ c._value);

    // Where a and b differ c decides; where they agree either of them is the majority.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Majority(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new((a._value & b._value) | ((a._value ^ b._value) & c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 CountParts(Lanes128 bits)
    {
        if (AdvSimd.IsSupported)
            return new(AdvSimd.PopCount(bits._value.AsByte()).AsUInt64());
        var nibble = Vector128.Create((byte)0x0F);
        var low = bits._value.AsByte() & nibble;
        var high = (bits._value.AsUInt16() >> 4).AsByte() & nibble;
        return new((Ssse3.Shuffle(OnesInNibble, low) + Ssse3.Shuffle(OnesInNibble, high)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddParts(Lanes128 left, Lanes128 right) => new((left._value.AsByte() + right._value.AsByte()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SumParts(Lanes128 counts)
    {
        var bytes = counts._value.AsByte();
        return new(AdvSimd.IsSupported
            ? AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(bytes)))
            : Sse2.SumAbsoluteDifferences(bytes, Vector128<byte>.Zero).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 CountCarrySave<TGate>(ref ulong input, ref ulong weights, int words) where TGate : struct, IGate
    {
        CarrySave<Lanes128, TGate>.Count(ref input, ref weights, words, out var counts);
        return counts;
    }

    // SSSE3 cannot compare 64-bit lanes, and two lanes are not worth a detour.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(Lanes128 values, ref readonly int limits)
    {
        uint first = (long)values._value.ToScalar() <= limits ? 1u : 0;
        uint second = (long)values._value.GetElement(1) <= Unsafe.Add(ref Unsafe.AsRef(in limits), 1) ? 2u : 0;
        return first | second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(Lanes128 values, ref readonly int limits)
    {
        uint first = (long)values._value.ToScalar() >= limits ? 1u : 0;
        uint second = (long)values._value.GetElement(1) >= Unsafe.Add(ref Unsafe.AsRef(in limits), 1) ? 2u : 0;
        return first | second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 values, ref int first)
    {
        first = (int)values._value.ToScalar();
        Unsafe.Add(ref first, 1) = (int)values._value.GetElement(1);
    }
}
