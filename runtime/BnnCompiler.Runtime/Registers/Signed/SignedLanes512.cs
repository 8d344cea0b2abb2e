// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>Sixteen outputs; a shift by 31 - l brings bit l to the sign of lane l.</summary>
internal readonly struct SignedLanes512(Vector512<float> value) : IFloatLanes<SignedLanes512>
{
    private readonly Vector512<float> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes512 Add(SignedLanes512 sums, SignedLanes512 value, ulong plus)
    {
        var toSign = Vector512.Create(31u, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16);
        var minus = Vector512.AndNot(Vector512.Create(1u << 31), Avx512F.ShiftLeftLogicalVariable(Vector512.Create((uint)plus), toSign));
        return new(sums._value + (value._value.AsUInt32() ^ minus).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignedLanes512 AddProduct(SignedLanes512 sums, SignedLanes512 value, ref readonly float weights) =>
        new(sums._value + (value._value * Vector512.LoadUnsafe(in weights)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SignedLanes512 sums, ref float first) => sums._value.StoreUnsafe(ref first);
}
