// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>Four outputs; without shifts by lane, each lane tests its bit.</summary>
internal readonly struct SignedLanes128(Vector128<float> value) : IFloatLanes<SignedLanes128>
{
    private readonly Vector128<float> _value = value;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes128 Add(SignedLanes128 sums, SignedLanes128 value, ulong plus)
    {
        var bit = Vector128.Create((uint)plus) & Vector128.Create(1u, 2, 4, 8);
        var minus = Vector128.Equals(bit, Vector128<uint>.Zero) & Vector128.Create(1u << 31);
        return new(sums._value + (value._value.AsUInt32() ^ minus).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes128 AddProduct(SignedLanes128 sums, SignedLanes128 value, ref readonly float weights) =>
        new(sums._value + (value._value * Vector128.LoadUnsafe(in weights)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedLanes128 sums, ref float first) => sums._value.StoreUnsafe(ref first);
}
