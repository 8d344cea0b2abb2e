// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>Four outputs; without shifts by lane, each lane tests its bit, and x xor -1 minus -1 is -x.</summary>
internal readonly struct SignedIntegerLanes128(Vector128<int> value) : ISignedLanes<SignedIntegerLanes128, int>
{
    private readonly Vector128<int> _value = value;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes128 Broadcast(int value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedIntegerLanes128 Add(SignedIntegerLanes128 sums, SignedIntegerLanes128 value, ulong plus)
    {
        var bit = Vector128.Create((uint)plus) & Vector128.Create(1u, 2, 4, 8);
        var minus = Vector128.Equals(bit, Vector128<uint>.Zero).AsInt32();
        return new(sums._value + (value._value ^ minus) - minus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedIntegerLanes128 sums, ref int first) => sums._value.StoreUnsafe(ref first);
}
