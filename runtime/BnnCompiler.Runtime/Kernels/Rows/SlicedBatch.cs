// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime;

/// <summary>
/// The layers of <see cref="SlicedDense"/> for many examples at once, with the same results. The rows of weights are copied in tiles that fit the
/// nearest cache, and all examples add the rows of a tile before the next one is copied; two examples add together what both of them have (<see
/// cref="PairLists"/>), a quarter less than each by itself.
/// <para>Inputs and outputs may lie in one memory: all inputs are copied before an output is written. The memory that is worked in grows with the
/// number of examples, and the thread keeps it; 64 of them share the weights well.</para>
/// </summary>
public static class SlicedBatch
{
    /// <summary>Output bit n of every example = (2 P_n + K - A >= limit n), as of <see cref="SlicedDense"/>.</summary>
    /// <param name="inputs">
    /// The first example's K bits, and from there at least to the last one's: rows of <paramref name="rowLength"/> bits, each from a new word on.
    /// </param>
    /// <param name="inputStride">Words from one example's inputs to the next one's.</param>
    /// <param name="rowLength">Bits of a row.</param>
    /// <param name="weights">K + 1 rows of ceil(N / 64) words; the last one is zero.</param>
    /// <param name="limits">Planes of the limits as in <see cref="SlicedDense"/>, with or without those of the complement.</param>
    /// <param name="outputs">N, at least 1.</param>
    /// <param name="output">
    /// The first example's ceil(N / 64) words, and from there at least to the last one's; all of these are written, bits past N are 0.
    /// </param>
    /// <param name="outputStride">Words from one example's outputs to the next one's.</param>
    /// <param name="count">How many examples, at least 1.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(
        ReadOnlySpan<ulong> inputs,
        int inputStride,
        int rowLength,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int outputs,
        Span<ulong> output,
        int outputStride,
        int count)
    {
        int words = RequireOutputs(outputs, output, outputStride, count);
        int fanIn = RequireWeights(weights, words);
        Lengths.RequireAtLeast(rowLength, 1, nameof(rowLength), "a bit");
        Lengths.RequireMultiple(fanIn, rowLength, nameof(weights), "whole rows of inputs, and one");
        RequireExamples(
            inputs.Length, nameof(inputs), inputStride, nameof(inputStride), (long)(fanIn / rowLength) * Lengths.WordsFor(rowLength), count);
        long planes = (SlicedDense.PlanesFor(fanIn) + 1L) * words;
        if (limits.Length != planes)
            Lengths.Require(limits.Length, 2 * planes, nameof(limits), "as many planes as the sums have, or twice as many");
        if (Bits512.IsSupported && words >= Bits512.Words)
            Threshold<Bits512>(inputs, inputStride, rowLength, weights, limits, words, output, outputStride, count);
        else if (Bits256.IsSupported && words >= Bits256.Words)
            Threshold<Bits256>(inputs, inputStride, rowLength, weights, limits, words, output, outputStride, count);
        else if (Bits128.IsSupported && words >= Bits128.Words)
            Threshold<Bits128>(inputs, inputStride, rowLength, weights, limits, words, output, outputStride, count);
        else
            Threshold<Bits64>(inputs, inputStride, rowLength, weights, limits, words, output, outputStride, count);
        Trim(outputs, output, outputStride, count);
    }

    /// <summary>Output bit n of every example = (2 P_n + 255 K - A >= limit n), inputs being K bytes.</summary>
    /// <param name="pixels">The first example's K bytes, and from there at least to the last one's.</param>
    /// <param name="pixelStride">Bytes from one example's inputs to the next one's.</param>
    /// <param name="weights">K + 1 rows of ceil(N / 64) words; the last one is zero.</param>
    /// <param name="limits">Planes of the limits, the lowest first, each ceil(N / 64) words and one more than 255 K has bits.</param>
    /// <param name="outputs">N, at least 1.</param>
    /// <param name="output">
    /// The first example's ceil(N / 64) words, and from there at least to the last one's; all of these are written, bits past N are 0.
    /// </param>
    /// <param name="outputStride">Words from one example's outputs to the next one's.</param>
    /// <param name="count">How many examples, at least 1.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(
        ReadOnlySpan<byte> pixels,
        int pixelStride,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int outputs,
        Span<ulong> output,
        int outputStride,
        int count)
    {
        int words = RequireOutputs(outputs, output, outputStride, count);
        int fanIn = RequireWeights(weights, words);
        RequireExamples(pixels.Length, nameof(pixels), pixelStride, nameof(pixelStride), fanIn, count);
        Lengths.Require(limits.Length, (SlicedDense.PlanesFor(255L * fanIn) + 1L) * words, nameof(limits), "as many planes as the sums have");
        if (Bits512.IsSupported && words >= Bits512.Words)
            Threshold<Bits512>(pixels, pixelStride, weights, limits, words, output, outputStride, count);
        else if (Bits256.IsSupported && words >= Bits256.Words)
            Threshold<Bits256>(pixels, pixelStride, weights, limits, words, output, outputStride, count);
        else if (Bits128.IsSupported && words >= Bits128.Words)
            Threshold<Bits128>(pixels, pixelStride, weights, limits, words, output, outputStride, count);
        else
            Threshold<Bits64>(pixels, pixelStride, weights, limits, words, output, outputStride, count);
        Trim(outputs, output, outputStride, count);
    }

    internal static void Threshold<TBits>(
        ReadOnlySpan<ulong> inputs,
        int inputStride,
        int rowLength,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int words,
        Span<ulong> output,
        int outputStride,
        int count)
        where TBits : struct, IBits<TBits>
    {
        int fanIn = (weights.Length / words) - 1;
        bool hasComplement = limits.Length > (SlicedDense.PlanesFor(fanIn) + 1) * words;
        var memory = KernelScratch.Words(checked(PairedExamples.WordsFor(1, fanIn, count) + BatchCounting<TBits>.WordsFor(fanIn, 1, words, count)));
        var counting = new BatchCounting<TBits>(weights, words, 1, count, ref memory);
        counting.Run(new PairedExamples(inputs, inputStride, rowLength, fanIn, count, hasComplement, memory), limits, output, outputStride);
    }

    internal static void Threshold<TBits>(
        ReadOnlySpan<byte> pixels,
        int pixelStride,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int words,
        Span<ulong> output,
        int outputStride,
        int count)
        where TBits : struct, IBits<TBits>
    {
        int fanIn = (weights.Length / words) - 1;
        var memory = KernelScratch.Words(
            checked(PairedExamples.WordsFor(BitPlanes.Count, fanIn, count) + BatchCounting<TBits>.WordsFor(fanIn, BitPlanes.Count, words, count)));
        var counting = new BatchCounting<TBits>(weights, words, BitPlanes.Count, count, ref memory);
        counting.Run(new PairedExamples(pixels, pixelStride, fanIn, count, memory), limits, output, outputStride);
    }

    private static int RequireOutputs(int outputs, Span<ulong> output, int outputStride, int count)
    {
        Lengths.RequireAtLeast(outputs, 1, nameof(outputs), "an output");
        Lengths.RequireAtLeast(count, 1, nameof(count), "an example");
        int words = Lengths.WordsFor(outputs);
        Lengths.RequireAtLeast(outputStride, words, nameof(outputStride), "one bit per output");
        Lengths.RequireAtLeast(output.Length, ((count - 1L) * outputStride) + words, nameof(output), "one bit per output of every example");
        return words;
    }

    private static int RequireWeights(ReadOnlySpan<ulong> weights, int words)
    {
        Lengths.RequireMultiple(weights.Length, words, nameof(weights), "whole rows of the output's length");
        Lengths.RequireAtLeast(weights.Length, 2L * words, nameof(weights), "a row for each input, and one");
        return (weights.Length / words) - 1;
    }

    private static void RequireExamples(int found, string parameter, int stride, string strideParameter, long length, int count)
    {
        Lengths.RequireAtLeast(stride, length, strideParameter, "the inputs of an example");
        Lengths.RequireAtLeast(found, ((count - 1L) * stride) + length, parameter, "the inputs of every example");
    }

    private static void Trim(int outputs, Span<ulong> output, int stride, int count)
    {
        if (outputs % 64 == 0)
            return;

        for (int e = 0; e < count; e++)
            output[(e * stride) + (outputs / 64)] &= (1ul << (outputs % 64)) - 1;
    }
}
