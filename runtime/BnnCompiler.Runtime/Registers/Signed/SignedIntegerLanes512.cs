// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>Sixteen outputs; a shift by 31 - l brings bit l to the sign of lane l, and x xor -1 minus -1 is -x.</summary>
internal readonly struct SignedIntegerLanes512(Vector512<int> value) : ISignedLanes<SignedIntegerLanes512, int>
{
    private readonly Vector512<int> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes512 Broadcast(int value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes512 Add(SignedIntegerLanes512 sums, SignedIntegerLanes512 value, ulong plus)
    {
        var toSign = Vector512.Create(31u, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16);
        var minus = ~(Avx512F.ShiftLeftLogicalVariable(Vector512.Create((uint)plus), toSign).AsInt32() >> 31);
        return new(sums._value + (value._value ^ minus) - minus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedIntegerLanes512 sums, ref int first) => sums._value.StoreUnsafe(ref first);
}
