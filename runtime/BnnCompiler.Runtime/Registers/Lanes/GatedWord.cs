// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>A word of the input, broadcast, and the same word of as many rows as there are lanes, put through a gate.</summary>
internal static class GatedWord<TLanes, TGate>
    where TLanes : struct, ILanes<TLanes>
    where TGate : struct, IGate
{
    /// <summary>gate(word j of the input, word j of the rows), the rows interleaved by eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes At(ref ulong input, ref ulong weights, int j) =>
        TGate.Apply(TLanes.Broadcast(Unsafe.Add(ref input, j)), TLanes.Load(in Unsafe.Add(ref weights, j * NeuronBlock.Neurons)));
}
