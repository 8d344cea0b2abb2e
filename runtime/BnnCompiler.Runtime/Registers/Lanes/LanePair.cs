// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>
/// Two registers that are worked on together as one of twice the lanes: a word of the input, which all neurons read, is loaded once for both,
/// and so is the walk over the words. More than two were measured to be slower, since their counts no longer fit sixteen registers.
/// </summary>
internal readonly struct LanePair<TLanes>(TLanes low, TLanes high) : ILanes<LanePair<TLanes>> where TLanes : struct, ILanes<TLanes>
{
    private readonly TLanes _low = low;
    private readonly TLanes _high = high;

    public static bool IsSupported => TLanes.IsSupported;

    public static int Count => 2 * TLanes.Count;

    public static int CarrySaveFrom => TLanes.CarrySaveFrom;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> Load(ref readonly ulong first) => new(TLanes.Load(in first), TLanes.Load(in High(in first)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> Broadcast(ulong word)
    {
        var half = TLanes.Broadcast(word);
        return new(half, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> operator ^(LanePair<TLanes> left, LanePair<TLanes> right) => new(left._low ^ right._low, left._high ^ right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> operator &(LanePair<TLanes> left, LanePair<TLanes> right) => new(left._low & right._low, left._high & right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> operator +(LanePair<TLanes> left, LanePair<TLanes> right) => new(left._low + right._low, left._high + right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> operator -(LanePair<TLanes> left, LanePair<TLanes> right) => new(left._low - right._low, left._high - right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> CountParts(LanePair<TLanes> bits) => new(TLanes.CountParts(bits._low), TLanes.CountParts(bits._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> AddParts(LanePair<TLanes> left, LanePair<TLanes> right) =>
        new(TLanes.AddParts(left._low, right._low), TLanes.AddParts(left._high, right._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> SumParts(LanePair<TLanes> counts) => new(TLanes.SumParts(counts._low), TLanes.SumParts(counts._high));

    // Together they would have more running bits than there are registers, so one follows the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TLanes> CountCarrySave<TGate>(ref ulong input, ref ulong weights, int words) where TGate : struct, IGate =>
        new(
            TLanes.CountCarrySave<TGate>(ref input, ref weights, words),
            TLanes.CountCarrySave<TGate>(ref input, ref Unsafe.Add(ref weights, TLanes.Count), words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(LanePair<TLanes> values, ref readonly int limits) =>
        TLanes.AtMost(values._low, in limits) | (TLanes.AtMost(values._high, in High(in limits)) << TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(LanePair<TLanes> values, ref readonly int limits) =>
        TLanes.AtLeast(values._low, in limits) | (TLanes.AtLeast(values._high, in High(in limits)) << TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LanePair<TLanes> values, ref int first)
    {
        TLanes.Store(values._low, ref first);
        TLanes.Store(values._high, ref Unsafe.Add(ref first, TLanes.Count));
    }

    private static ref readonly T High<T>(ref readonly T first) => ref Unsafe.Add(ref Unsafe.AsRef(in first), TLanes.Count);
}
