// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>What meets what when an activation word meets a weight word; the ones of the result are counted.</summary>
internal interface IGate
{
    static abstract TLanes Apply<TLanes>(TLanes input, TLanes weights) where TLanes : struct, ILanes<TLanes>;
}

/// <summary>Counts the places where activation and weight differ, that is where their product is -1.</summary>
internal readonly struct Differ : IGate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes input, TLanes weights) where TLanes : struct, ILanes<TLanes> => input ^ weights;
}

/// <summary>Counts the set input bits whose weight is +1.</summary>
internal readonly struct Both : IGate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes input, TLanes weights) where TLanes : struct, ILanes<TLanes> => input & weights;
}
