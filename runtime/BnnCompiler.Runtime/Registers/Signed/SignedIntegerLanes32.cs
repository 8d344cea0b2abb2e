// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>One output in a general register: runs everywhere. A bit less one is 0 or -1, and x xor -1 minus -1 is -x.</summary>
internal readonly struct SignedIntegerLanes32(int value) : ISignedLanes<SignedIntegerLanes32, int>
{
    private readonly int _value = value;

    public static bool IsSupported => true;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes32 Broadcast(int value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes32 Add(SignedIntegerLanes32 sums, SignedIntegerLanes32 value, ulong plus)
    {
        int minus = (int)(plus & 1) - 1;
        return new(sums._value + (value._value ^ minus) - minus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedIntegerLanes32 sums, ref int first) => first = sums._value;
}
