// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime.Kernels.Xnor;

/// <summary>How the words of a row are counted, chosen once for all rows of a layer.</summary>
internal interface IRow
{
    static abstract TLanes Count<TLanes, TGate>(ref ulong input, ref ulong weights, int words)
        where TLanes : struct, ILanes<TLanes>
        where TGate : struct, IGate;
}

/// <summary>Rows of fewer words than <see cref="Ones{TLanes, TGate}.FewBelow"/>: a loop around them has no call, and so all registers.</summary>
internal readonly struct ShortRow : IRow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Count<TLanes, TGate>(ref ulong input, ref ulong weights, int words)
        where TLanes : struct, ILanes<TLanes>
        where TGate : struct, IGate => Ones<TLanes, TGate>.CountFew(ref input, ref weights, words);
}

/// <summary>Rows of any length.</summary>
internal readonly struct AnyRow : IRow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Count<TLanes, TGate>(ref ulong input, ref ulong weights, int words)
        where TLanes : struct, ILanes<TLanes>
        where TGate : struct, IGate => Ones<TLanes, TGate>.Count(ref input, ref weights, words);
}
