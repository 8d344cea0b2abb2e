// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime;

/// <summary>
/// A dense layer of ±1 weights and its threshold, counted bit-sliced: the rows of weights of the active inputs are added, all outputs side by side.
/// <para>Let P be the sum of the inputs whose weight is +1 and A that of all, inputs -1 counting as 0; the others have weight -1, so their signed sum
/// is 2P - A. With B the greatest A there is, 2P + (B - A) is never negative and is compared with limits from 0 to 2B + 1. The counters begin with h
/// = floor((B - A) / 2) instead of 0, which costs nothing, and count h + P; the lowest bit of B - A is the lowest bit of what is compared.</para>
/// <para>Where more than half of the bits is active, the rows of the others are counted: P is the number W of all weights +1 less theirs, P', and
/// 2P + K - A >= limit holds exactly where 2 P' + (K - A') >= 2W + K + 1 - limit does not, A' being K - A.</para>
/// <para>Bytes are added plane by plane, the highest bits first: doubling the counters between two planes weighs them.</para>
/// <para>Weights are K + 1 rows of as many words as the output has, row k the weights of input k, the last one zeros: it fills up the last
/// block.</para>
/// </summary>
public static class SlicedDense
{
    /// <summary>
    /// Words of a row that are added while they are in the nearest cache; in shorter pieces the prefetcher would fetch what is skipped.
    /// </summary>
    internal const int GroupWords = 32;

    /// <summary>Words of weights from which on they do not stay in the second-level cache, and are fetched a block ahead.</summary>
    internal const int FarWords = 48 * 1024;

    /// <summary>Output bit n = (2 P_n + K - A >= limit n).</summary>
    /// <param name="input">K bits: rows of <paramref name="rowLength"/> bits, each from a new word on.</param>
    /// <param name="rowLength">Bits of a row.</param>
    /// <param name="weights">K + 1 rows of output.Length words; the last one is zero.</param>
    /// <param name="limits">
    /// Planes of the limits, the lowest first, each output.Length words and one more than K has bits (but at least six), and as many of 2W + K + 1 -
    /// limit; without these the rows of active inputs are counted however many they are.
    /// </param>
    /// <param name="outputs">N, at least 1.</param>
    /// <param name="output">ceil(N / 64) words, all written; bits past N are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(
        ReadOnlySpan<ulong> input, int rowLength, ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> limits, int outputs, Span<ulong> output)
    {
        RequireOutput(outputs, output);
        Lengths.RequireAtLeast(rowLength, 1, nameof(rowLength), "a bit");
        Lengths.RequireMultiple(input.Length, Lengths.WordsFor(rowLength), nameof(input), "whole rows");
        long inputs = (long)(input.Length / Lengths.WordsFor(rowLength)) * rowLength;
        Lengths.Require(weights.Length, (inputs + 1) * output.Length, nameof(weights), "a row of the output's length for each input, and one");
        long planes = (PlanesFor(inputs) + 1L) * output.Length;
        if (limits.Length != planes)
            Lengths.Require(limits.Length, 2 * planes, nameof(limits), "as many planes as the sums have, or twice as many");
        if (Bits512.IsSupported && output.Length >= Bits512.Words)
            Threshold<Bits512>(input, rowLength, weights, limits, output);
        else if (Bits256.IsSupported && output.Length >= Bits256.Words)
            Threshold<Bits256>(input, rowLength, weights, limits, output);
        else if (Bits128.IsSupported && output.Length >= Bits128.Words)
            Threshold<Bits128>(input, rowLength, weights, limits, output);
        else
            Threshold<Bits64>(input, rowLength, weights, limits, output);
        output[^1] &= ulong.MaxValue >> (-outputs & 63);
    }

    /// <summary>Output bit n = (2 P_n + 255 K - A >= limit n), inputs being K bytes.</summary>
    /// <param name="pixels">K bytes.</param>
    /// <param name="weights">K + 1 rows of output.Length words; the last one is zero.</param>
    /// <param name="limits">Planes of the limits, the lowest first, each output.Length words and one more than 255 K has bits.</param>
    /// <param name="outputs">N, at least 1.</param>
    /// <param name="output">ceil(N / 64) words, all written; bits past N are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(ReadOnlySpan<byte> pixels, ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> limits, int outputs, Span<ulong> output)
    {
        RequireOutput(outputs, output);
        Lengths.Require(
            weights.Length, (pixels.Length + 1L) * output.Length, nameof(weights), "a row of the output's length for each input, and one");
        Lengths.Require(limits.Length, (PlanesFor(255L * pixels.Length) + 1L) * output.Length, nameof(limits), "as many planes as the sums have");
        if (Bits512.IsSupported && output.Length >= Bits512.Words)
            Threshold<Bits512>(pixels, weights, limits, output);
        else if (Bits256.IsSupported && output.Length >= Bits256.Words)
            Threshold<Bits256>(pixels, weights, limits, output);
        else if (Bits128.IsSupported && output.Length >= Bits128.Words)
            Threshold<Bits128>(pixels, weights, limits, output);
        else
            Threshold<Bits64>(pixels, weights, limits, output);
        output[^1] &= ulong.MaxValue >> (-outputs & 63);
    }

    /// <summary>Bits of the greatest sum, and at least the five that a block of rows carries into.</summary>
    internal static int PlanesFor(long greatest) => Math.Max(5, 64 - BitOperations.LeadingZeroCount((ulong)greatest));

    internal static void Threshold<TBits>(
        ReadOnlySpan<ulong> input, int rowLength, ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> limits, Span<ulong> output)
        where TBits : struct, IBits<TBits>
    {
        int inputs = (weights.Length / output.Length) - 1;
        int active = ActiveRows.Count(input);
        int half = (PlanesFor(inputs) + 1) * output.Length;
        bool isComplement = limits.Length > half && active > inputs / 2;
        Count<TBits>(
            new SlicedInputs(input, rowLength, isComplement),
            isComplement ? (uint)active : (uint)(inputs - active),
            weights,
            isComplement ? limits[half..] : limits[..half],
            output);
        if (!isComplement)
            return;

        foreach (ref ulong word in output)
            word = ~word;
    }

    [SkipLocalsInit]
    internal static void Threshold<TBits>(ReadOnlySpan<byte> pixels, ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> limits, Span<ulong> output)
        where TBits : struct, IBits<TBits>
    {
        Span<ulong> split = stackalloc ulong[BitPlanes.Count * SlicedInputs.ListedWords];
        Count<TBits>(new SlicedInputs(pixels, split), BitPlanes.Rest(pixels), weights, limits, output);
    }

    private static void RequireOutput(int outputs, Span<ulong> output)
    {
        Lengths.RequireAtLeast(outputs, 1, nameof(outputs), "an output");
        Lengths.Require(output.Length, Lengths.WordsFor(outputs), nameof(output), "one bit per output");
    }

    /// <summary>Bit n = (2 P_n + rest >= limit n), P_n the sum of the listed inputs' rows.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    private static void Count<TBits>(SlicedInputs inputs, uint rest, ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> limits, Span<ulong> output)
        where TBits : struct, IBits<TBits>
    {
        int words = output.Length;
        uint rowBytes = (uint)words * sizeof(ulong);
        int planes = (limits.Length / words) - 1;
        var lowest = TBits.Broadcast(0 - (ulong)(rest & 1));
        int columns = Math.Min(GroupWords / TBits.Words, (words + TBits.Words - 1) / TBits.Words);

        // The planes of bytes go over the rows of a group again and again: it is these that have to stay near.
        bool isFar = (inputs.Planes == 1 ? weights.Length : (long)weights.Length / words * GroupWords) >= FarWords;
        int columnWords = SlicedColumn<TBits, uint>.ColumnWords(planes);
        Span<ulong> counters = stackalloc ulong[columns * columnWords];
        Span<uint> places = stackalloc uint[SlicedInputs.MostPlaces];
        ref ulong counter = ref MemoryMarshal.GetReference(counters);
        ref uint list = ref MemoryMarshal.GetReference(places);
        for (int first = 0; first < words; first += columns * TBits.Words)
        {
            ref ulong rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), first);
            int blocks = 0;
            for (int b = inputs.Planes - 1; b >= 0; b--)
            {
                // The counters begin with half of the rest: its upper bits before the highest plane, the others as the counters are doubled.
                uint seed = (rest >> 1) >> b;
                for (int c = 0; c < columns; c++)
                {
                    ref ulong column = ref Unsafe.Add(ref counter, c * columnWords);
                    if (b == inputs.Planes - 1)
                        SlicedNumbers<TBits>.Set(ref column, planes, seed);
                    else
                        SlicedNumbers<TBits>.Double(ref column, planes, seed & 1);
                }

                blocks = 0;
                for (int chunk = 0; chunk < inputs.Chunks; chunk++)
                {
                    int some = inputs.List(b, chunk, rowBytes, ref list);
                    Add<TBits>(ref rows, words - first, ref list, blocks, some, ref counter, columns, planes, isFar);
                    blocks += some;
                }

                for (int c = 0; b > 0 && c < columns; c++)
                    SlicedColumn<TBits, uint>.Finish(ref Unsafe.Add(ref counter, c * columnWords), planes, blocks);
            }

            for (int c = 0; c < columns; c++)
            {
                int at = Math.Min(first + (c * TBits.Words), words - TBits.Words);
                ref ulong limit = ref Unsafe.Add(ref MemoryMarshal.GetReference(limits), at);
                ref ulong column = ref Unsafe.Add(ref counter, c * columnWords);
                TBits.Store(SlicedColumn<TBits, uint>.AtLeast(ref column, planes, blocks, lowest, ref limit, planes + 1, words), ref output[at]);
            }
        }
    }

    /// <summary>Adds blocks of listed rows to columns of counters that lie one behind the other.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    internal static void Add<TBits>(
        ref ulong rows, int words, ref uint list, int before, int blocks, ref ulong counters, int columns, int planes, bool isFar)
        where TBits : struct, IBits<TBits>
    {
        int columnWords = SlicedColumn<TBits, uint>.ColumnWords(planes);
        for (int b = 0; b < blocks; b++)
        {
            for (int c = 0; c < columns; c++)
            {
                if (isFar)
                    Prefetch(ref rows, ref Unsafe.Add(ref list, SlicedColumn<TBits, uint>.Block + (c * 4)));
                int at = Math.Min(c * TBits.Words, words - TBits.Words);
                SlicedColumn<TBits, uint>.AddBlocks(
                    ref Unsafe.Add(ref rows, at), ref list, 1, before + b, ref Unsafe.Add(ref counters, c * columnWords), planes);
            }

            list = ref Unsafe.Add(ref list, SlicedColumn<TBits, uint>.Block);
        }
    }

    /// <summary>Fetches four rows of the next block while one column of this one is added: eight columns fetch all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref ulong rows, ref uint list)
    {
        if (!Sse.IsSupported)
            return;

        for (int i = 0; i < 4; i++)
        {
            ref ulong row = ref Unsafe.AddByteOffset(ref rows, (nint)Unsafe.Add(ref list, i));
            for (int line = 0; line < GroupWords; line += 8)
                Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref row, line)));
        }
    }
}
