// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>Eight outputs; a shift by 31 - l brings bit l to the sign of lane l, and x xor -1 minus -1 is -x.</summary>
internal readonly struct SignedIntegerLanes256(Vector256<int> value) : ISignedLanes<SignedIntegerLanes256, int>
{
    private readonly Vector256<int> _value = value;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes256 Broadcast(int value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes256 Add(SignedIntegerLanes256 sums, SignedIntegerLanes256 value, ulong plus)
    {
        var toSign = Vector256.Create(31u, 30, 29, 28, 27, 26, 25, 24);
        var minus = ~(Avx2.ShiftLeftLogicalVariable(Vector256.Create((uint)plus), toSign).AsInt32() >> 31);
        return new(sums._value + (value._value ^ minus) - minus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedIntegerLanes256 sums, ref int first) => sums._value.StoreUnsafe(ref first);
}
