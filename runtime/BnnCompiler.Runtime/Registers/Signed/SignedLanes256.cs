// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>Eight outputs; a shift by 31 - l brings bit l to the sign of lane l.</summary>
internal readonly struct SignedLanes256(Vector256<float> value) : IFloatLanes<SignedLanes256>
{
    private readonly Vector256<float> _value = value;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes256 Add(SignedLanes256 sums, SignedLanes256 value, ulong plus)
    {
        var toSign = Vector256.Create(31u, 30, 29, 28, 27, 26, 25, 24);
        var minus = Vector256.AndNot(Vector256.Create(1u << 31), Avx2.ShiftLeftLogicalVariable(Vector256.Create((uint)plus), toSign));
        return new(sums._value + (value._value.AsUInt32() ^ minus).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes256 AddProduct(SignedLanes256 sums, SignedLanes256 value, ref readonly float weights) =>
        new(sums._value + (value._value * Vector256.LoadUnsafe(in weights)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedLanes256 sums, ref float first) => sums._value.StoreUnsafe(ref first);
}
