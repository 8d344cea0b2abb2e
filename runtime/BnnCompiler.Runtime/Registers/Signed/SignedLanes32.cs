// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>One output in a scalar register: runs everywhere.</summary>
internal readonly struct SignedLanes32(float value) : IFloatLanes<SignedLanes32>
{
    private readonly float _value = value;

    public static bool IsSupported => true;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes32 Broadcast(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes32 Add(SignedLanes32 sums, SignedLanes32 value, ulong plus)
    {
        uint minus = (uint)~plus << 31;
        return new(sums._value + BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value._value) ^ minus));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes32 AddProduct(SignedLanes32 sums, SignedLanes32 value, ref readonly float weights) =>
        new(sums._value + (value._value * weights));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedLanes32 sums, ref float first) => first = sums._value;
}
