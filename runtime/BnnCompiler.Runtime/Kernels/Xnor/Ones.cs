// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime.Kernels.Xnor;

/// <summary>
/// Counts the ones of gate(input, row) for as many rows as there are lanes. Rows are interleaved by eight: word j of the rows of one block lies at
/// weights[8j .. 8j+7], so one broadcast input word meets the same word of every row, the counts grow in the lanes where they are needed,
/// and nothing is ever summed across lanes.
/// <para>A byte has 8 bits, so a byte counter grows by at most 8 per counted word and 31 of them reach 248 &lt; 256: after at most
/// <see cref="NeuronBlock.PartsHold"/> additions the bytes are summed into the 64-bit lane. Long rows are counted by
/// <see cref="CarrySave{TRegister, TGate}"/>.</para>
/// </summary>
internal static class Ones<TLanes, TGate>
    where TLanes : struct, ILanes<TLanes>
    where TGate : struct, IGate
{
    /// <summary>From so many words on, byte counters overflow or full adders are faster.</summary>
    public static int FewBelow => Math.Min(TLanes.CarrySaveFrom, NeuronBlock.PartsHold + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Count(ref ulong input, ref ulong weights, int words)
    {
        if (words < FewBelow)
            return CountFew(ref input, ref weights, words);
        if (words >= TLanes.CarrySaveFrom)
            return TLanes.CountCarrySave<TGate>(ref input, ref weights, words);

        CountMany(ref input, ref weights, words, out var counts);
        return counts;
    }

    /// <summary>Counts over the taps of a result pixel, whose words lie side by side from <paramref name="input"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Count(ref ulong input, ref ulong weights, in TapPatch taps)
    {
        ref ulong first = ref Unsafe.Add(ref weights, taps.FirstWeight);
        if (taps.Runs == 1)
            return Count(ref input, ref first, taps.RunLength);

        CountRuns(ref input, ref first, taps.Runs, taps.RunLength, taps.WeightsPerRun, out var counts);
        return counts;
    }

    /// <summary>Counts over fewer words than <see cref="FewBelow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes CountFew(ref ulong input, ref ulong weights, int words)
    {
        var counts = default(TLanes);
        for (; words >= 4; words -= 4)
        {
            var firstTwo = TLanes.AddParts(CountWord(ref input, ref weights, 0), CountWord(ref input, ref weights, 1));
            var lastTwo = TLanes.AddParts(CountWord(ref input, ref weights, 2), CountWord(ref input, ref weights, 3));
            counts = TLanes.AddParts(counts, TLanes.AddParts(firstTwo, lastTwo));
            input = ref Unsafe.Add(ref input, 4);
            weights = ref Unsafe.Add(ref weights, 4 * NeuronBlock.Neurons);
        }

        for (; words > 0; words--)
        {
            counts = TLanes.AddParts(counts, CountWord(ref input, ref weights, 0));
            input = ref Unsafe.Add(ref input, 1);
            weights = ref Unsafe.Add(ref weights, NeuronBlock.Neurons);
        }

        return TLanes.SumParts(counts);
    }

    // What is rarer is not inlined: with all ways in it, a kernel has more variables than the compiler keeps in registers. Counts come back
    // by an out parameter, since what a call returns in memory would stay there on the other ways too.
    [MethodImpl(KernelCompilation.Standalone)]
    private static void CountMany(ref ulong input, ref ulong weights, int words, out TLanes counts)
    {
        var total = default(TLanes);
        for (int done = 0; done < words; done += NeuronBlock.PartsHold)
        {
            int some = Math.Min(words - done, NeuronBlock.PartsHold);
            total += CountFew(ref Unsafe.Add(ref input, done), ref Unsafe.Add(ref weights, done * NeuronBlock.Neurons), some);
        }

        counts = total;
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private static void CountRuns(ref ulong input, ref ulong weights, int runs, int words, int weightsPerRun, out TLanes counts)
    {
        var total = default(TLanes);
        for (int run = 0; run < runs; run++)
            total += Count(ref Unsafe.Add(ref input, run * words), ref Unsafe.Add(ref weights, run * weightsPerRun), words);
        counts = total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CountWord(ref ulong input, ref ulong weights, int j) =>
        TLanes.CountParts(GatedWord<TLanes, TGate>.At(ref input, ref weights, j));
}
