// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Signed;

namespace BnnCompiler.Runtime.Tests.Registers.Signed;

/// <summary>The lanes that kernels of signed sums are compiled for: all of them have to give the same sums, bit for bit.</summary>
internal static class EverySignedLanes
{
    /// <summary>Checks a kernel with all lanes of floats that this processor has.</summary>
    public static void Check(IFloatLaneCheck check)
    {
        CheckSupported<SignedLanes32>(check);
        CheckSupported<SignedLanes128>(check);
        CheckSupported<SignedLanes256>(check);
        CheckSupported<SignedLanes512>(check);
    }

    /// <summary>Checks a kernel with all lanes of integers that this processor has.</summary>
    public static void Check(IIntegerLaneCheck check)
    {
        CheckSupportedIntegers<SignedIntegerLanes32>(check);
        CheckSupportedIntegers<SignedIntegerLanes128>(check);
        CheckSupportedIntegers<SignedIntegerLanes256>(check);
        CheckSupportedIntegers<SignedIntegerLanes512>(check);
    }

    private static void CheckSupported<TLanes>(IFloatLaneCheck check) where TLanes : struct, IFloatLanes<TLanes>
    {
        if (TLanes.IsSupported)
            check.Check<TLanes>();
    }

    private static void CheckSupportedIntegers<TLanes>(IIntegerLaneCheck check) where TLanes : struct, ISignedLanes<TLanes, int>
    {
        if (TLanes.IsSupported)
            check.Check<TLanes>();
    }
}
