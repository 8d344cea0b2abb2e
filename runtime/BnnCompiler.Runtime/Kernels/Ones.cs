// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Kernels;

/// <summary>
/// Counts the ones of gate(input, row) for as many rows as a register has lanes. Rows are interleaved by eight: word j of the rows of one
/// block lies at weights[8j .. 8j+7], so one broadcast input word meets the same word of every row, the counts grow in the lanes where
/// they are needed, and nothing is ever summed across lanes.
/// <para>A byte has 8 bits, so a byte counter grows by at most 8 per counted register and 31 of them reach 248 &lt; 256: after at most
/// <see cref="NeuronBlock.PartsHold"/> additions the bytes are summed into the 64-bit lane.</para>
/// <para>For long rows eight words first go through seven full adders (carry-save addition): three running bits of weight 1, 2 and 4 per
/// bit position, and one carry of weight 8 that is counted, one count for eight words. In the end the running bits are counted, doubled
/// to their weights (8·(1 + 2 + 4) = 56 per byte), and the at most 7 words left over (another 56) are added: 112 &lt; 256.</para>
/// </summary>
internal static class Ones<TLanes, TGate>
    where TLanes : struct, ILanes<TLanes>
    where TGate : struct, IGate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Count(ref ulong input, ref ulong weights, int words) =>
        words < TLanes.CarrySaveFrom ? CountEach(ref input, ref weights, words) : CountCarrySave(ref input, ref weights, words);

    /// <summary>Counts over the taps of a result pixel, each tap <paramref name="words"/> words of the image and as many of every row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Count(ref ulong image, ref ulong weights, int words, in TapRuns taps)
    {
        var length = words * taps.RunLength;
        return length < TLanes.CarrySaveFrom
            ? CountShortRuns(ref image, ref weights, words, taps)
            : CountLongRuns(ref image, ref weights, words, taps);
    }

    // The byte counters go on from run to run, so that a pixel of few words is summed once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CountShortRuns(ref ulong image, ref ulong weights, int words, in TapRuns taps)
    {
        TLanes total = default, counts = default;
        var room = NeuronBlock.PartsHold;
        foreach (var run in taps)
        {
            ref var x = ref Unsafe.Add(ref image, run.Pixel * words);
            ref var w = ref Unsafe.Add(ref weights, run.Tap * words * NeuronBlock.Neurons);
            for (var left = words * taps.RunLength; left > 0;)
            {
                var some = Math.Min(left, room);
                counts = TLanes.AddParts(counts, CountParts(ref x, ref w, some));
                x = ref Unsafe.Add(ref x, some);
                w = ref Unsafe.Add(ref w, some * NeuronBlock.Neurons);
                left -= some;
                room -= some;
                if (room > 0) continue;

                total += TLanes.SumParts(counts);
                counts = default;
                room = NeuronBlock.PartsHold;
            }
        }

        return total + TLanes.SumParts(counts);
    }

    // Not inlined: with both ways in it, a kernel has more variables than the compiler keeps in registers.
    [MethodImpl(KernelCompilation.Standalone)]
    private static TLanes CountLongRuns(ref ulong image, ref ulong weights, int words, in TapRuns taps)
    {
        var total = default(TLanes);
        foreach (var run in taps)
        {
            ref var x = ref Unsafe.Add(ref image, run.Pixel * words);
            ref var w = ref Unsafe.Add(ref weights, run.Tap * words * NeuronBlock.Neurons);
            total += CountCarrySave(ref x, ref w, words * taps.RunLength);
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CountEach(ref ulong input, ref ulong weights, int words)
    {
        var total = default(TLanes);
        while (words > 0)
        {
            var some = Math.Min(words, NeuronBlock.PartsHold);
            total += TLanes.SumParts(CountParts(ref input, ref weights, some));
            input = ref Unsafe.Add(ref input, some);
            weights = ref Unsafe.Add(ref weights, some * NeuronBlock.Neurons);
            words -= some;
        }

        return total;
    }

    /// <summary>The byte counters of at most <see cref="NeuronBlock.PartsHold"/> words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CountParts(ref ulong input, ref ulong weights, int words)
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

        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CountCarrySave(ref ulong input, ref ulong weights, int words)
    {
        TLanes ones = default, twos = default, fours = default, eights = default;
        for (var groups = words / 8; groups > 0;)
        {
            var left = Math.Min(groups, NeuronBlock.PartsHold);
            groups -= left;
            var counts = default(TLanes);
            for (; left > 0; left--)
            {
                var twosA = Add(ref ones, Word(ref input, ref weights, 0), Word(ref input, ref weights, 1));
                var twosB = Add(ref ones, Word(ref input, ref weights, 2), Word(ref input, ref weights, 3));
                var foursA = Add(ref twos, twosA, twosB);
                var twosC = Add(ref ones, Word(ref input, ref weights, 4), Word(ref input, ref weights, 5));
                var twosD = Add(ref ones, Word(ref input, ref weights, 6), Word(ref input, ref weights, 7));
                var foursB = Add(ref twos, twosC, twosD);
                counts = TLanes.AddParts(counts, TLanes.CountParts(Add(ref fours, foursA, foursB)));
                input = ref Unsafe.Add(ref input, 8);
                weights = ref Unsafe.Add(ref weights, 8 * NeuronBlock.Neurons);
            }

            eights += TLanes.SumParts(counts);
        }

        var rest = Double(TLanes.CountParts(fours));
        rest = Double(TLanes.AddParts(rest, TLanes.CountParts(twos)));
        rest = TLanes.AddParts(rest, TLanes.CountParts(ones));
        for (var left = words % 8; left > 0; left--)
        {
            rest = TLanes.AddParts(rest, CountWord(ref input, ref weights, 0));
            input = ref Unsafe.Add(ref input, 1);
            weights = ref Unsafe.Add(ref weights, NeuronBlock.Neurons);
        }

        var pairs = eights + eights;
        var quads = pairs + pairs;
        return quads + quads + TLanes.SumParts(rest);
    }

    /// <summary>Adds two bits to the running bit in every bit position and returns the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Add(ref TLanes running, TLanes a, TLanes b)
    {
        var carry = TLanes.Majority(a, b, running);
        running = TLanes.Parity(a, b, running);
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Double(TLanes counts) => TLanes.AddParts(counts, counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CountWord(ref ulong input, ref ulong weights, int j) => TLanes.CountParts(Word(ref input, ref weights, j));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Word(ref ulong input, ref ulong weights, int j) =>
        TGate.Apply(TLanes.Broadcast(Unsafe.Add(ref input, j)), TLanes.Load(in Unsafe.Add(ref weights, j * NeuronBlock.Neurons)));
}
