// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime.Tests.Registers.Lanes;

/// <summary>The lanes that a kernel is compiled for: all of them have to give what the widest gives, which the public method chooses.</summary>
internal static class EveryLanes
{
    /// <summary>Checks a kernel with all lanes that this processor has.</summary>
    public static void Check(ILaneCheck check)
    {
        CheckSupported<Lanes64>(check);
        CheckSupported<LanePair<Lanes128>>(check);
        CheckSupported<LanePair<Lanes256>>(check);
        CheckSupported<Lanes512>(check);
    }

    private static void CheckSupported<TLanes>(ILaneCheck check) where TLanes : struct, ILanes<TLanes>
    {
        if (TLanes.IsSupported)
            check.Check<TLanes>();
    }
}
