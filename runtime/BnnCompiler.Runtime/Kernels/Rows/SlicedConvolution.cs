// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution of ±1 weights with ±1 channels and its threshold, counted bit-sliced as in <see cref="SlicedDense"/>, outputs for lanes: for every
/// pixel of the result the rows of weights of the active inputs under the window are added. Padding has no rows; near borders the limits are others.
/// <para>The active channels of every pixel of the image are listed once, and serve all taps that reach it. Weights are read in tiles, some taps or
/// some channels of one, that stay in the nearest cache while all pixels of a band of the result use them; the counters of a pixel wait between two
/// tiles.</para>
/// <para>Weights are taps·C + 1 rows of as many words as a pixel of the result has: row t·C + c for channel c under tap t, the last one zeros.</para>
/// </summary>
public static class SlicedConvolution
{
    /// <summary>Words of counters of a band: a quarter of the second-level cache.</summary>
    private const int BandWords = 16 * 1024;

    /// <summary>Bit n of pixel (i, j) = (2 P_n + K - A >= limit n), K the inputs of a whole window.</summary>
    /// <param name="image">Height·Width pixels of ceil(C / 64) words.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="channels">C.</param>
    /// <param name="weights">taps·C + 1 rows of words; the last one is zero.</param>
    /// <param name="limits">
    /// For each class planes of the limits, the lowest first, one more than K has bits (but at least six), each as many words as a pixel.
    /// </param>
    /// <param name="rowClasses">One per row of the result; the class of pixel (i, j) is rowClasses[i] + columnClasses[j].</param>
    /// <param name="columnClasses">One per column of the result.</param>
    /// <param name="outputs">N, at least 1.</param>
    /// <param name="output">Pixels of the result of ceil(N / 64) words, all written; bits past N are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(
        ReadOnlySpan<ulong> image,
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        int outputs,
        Span<ulong> output)
    {
        window.Require(nameof(window));
        Lengths.RequireAtLeast(channels, 1, nameof(channels), "a channel");
        Lengths.Require(image.Length, (long)window.Pixels * Lengths.WordsFor(channels), nameof(image), "pixels times words per pixel");
        Lengths.RequireAtLeast(outputs, 1, nameof(outputs), "an output");
        int words = Lengths.WordsFor(outputs);
        Lengths.Require(output.Length, (long)window.OutputPixels * words, nameof(output), "pixels of the result times words per pixel");
        Lengths.RequireAtLeast(ActivePixels.MostRowWords, words, nameof(output), "words per pixel, so that a tile can hold them");
        Lengths.Require(weights.Length, (((long)window.Taps * channels) + 1) * words, nameof(weights), "a row for each tap and channel, and one");
        int classes = PositionClasses.Count(window, rowClasses, columnClasses);
        int planes = SlicedDense.PlanesFor((long)window.Taps * channels);
        Lengths.Require(limits.Length, (long)classes * (planes + 1) * words, nameof(limits), "as many planes as the sums have for each class");
        if (Bits512.IsSupported && words >= Bits512.Words)
            Threshold<Bits512>(image, window, channels, weights, limits, rowClasses, columnClasses, output);
        else if (Bits256.IsSupported && words >= Bits256.Words)
            Threshold<Bits256>(image, window, channels, weights, limits, rowClasses, columnClasses, output);
        else if (Bits128.IsSupported && words >= Bits128.Words)
            Threshold<Bits128>(image, window, channels, weights, limits, rowClasses, columnClasses, output);
        else
            Threshold<Bits64>(image, window, channels, weights, limits, rowClasses, columnClasses, output);
        if (outputs % 64 == 0)
            return;

        for (int last = words - 1; last < output.Length; last += words)
            output[last] &= ulong.MaxValue >> (-outputs & 63);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    internal static void Threshold<TBits>(
        ReadOnlySpan<ulong> image,
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        Span<ulong> output)
        where TBits : struct, IBits<TBits>
    {
        int words = output.Length / window.OutputPixels;
        var tiles = new WeightTiles(window.Taps, channels, words);
        var counters = new PixelCounters<TBits>(words, window.Taps * channels, tiles.Count);
        int bandRows = Math.Clamp(BandWords / counters.PixelWords / window.OutputWidth, 1, window.OutputHeight);
        int bandWords = bandRows * window.OutputWidth * counters.PixelWords;
        var scratch = KernelScratch.Words(bandWords + (tiles.MostPlaces / 2) + ActivePixels.WordsFor(window.Pixels, channels, words));
        var pixels = new ActivePixels(image, channels, words, scratch[(bandWords + (tiles.MostPlaces / 2))..]);
        ref uint list = ref Unsafe.As<ulong, uint>(ref scratch[bandWords]);
        ref ulong rows = ref MemoryMarshal.GetReference(weights);
        for (int top = 0; top < window.OutputHeight; top += bandRows)
        {
            int bottom = Math.Min(top + bandRows, window.OutputHeight);
            for (int tile = 0; tile < tiles.Count; tile++)
            {
                ref ulong counter = ref MemoryMarshal.GetReference(scratch);
                for (int i = top; i < bottom; i++)
                {
                    for (int j = 0; j < window.OutputWidth; j++)
                    {
                        int active = tiles.List(tile, window, i, j, pixels, ref list, out int halves);
                        if (tile == 0)
                            counters.Start(ref counter, tiles.Count == 1 ? active : ActiveUnder(window, i, j, pixels));
                        counters.Add(ref counter, ref rows, ref list, halves);
                        counter = ref Unsafe.Add(ref counter, counters.PixelWords);
                    }
                }
            }

            ref ulong counted = ref MemoryMarshal.GetReference(scratch);
            for (int i = top; i < bottom; i++)
            {
                for (int j = 0; j < window.OutputWidth; j++)
                {
                    var ofClass = limits.Slice((rowClasses[i] + columnClasses[j]) * counters.LimitWords, counters.LimitWords);
                    counters.Compare(ref counted, ofClass, output.Slice(((i * window.OutputWidth) + j) * words, words));
                    counted = ref Unsafe.Add(ref counted, counters.PixelWords);
                }
            }
        }
    }

    /// <summary>Active inputs under the window of a pixel of the result.</summary>
    private static int ActiveUnder(in SlidingWindow window, int i, int j, in ActivePixels pixels)
    {
        int active = 0;
        for (int tap = 0; tap < window.Taps; tap++)
        {
            if (window.PixelUnder(i, j, tap / window.KernelWidth, tap % window.KernelWidth) is >= 0 and var pixel)
                active += pixels.Count(pixel);
        }

        return active;
    }
}
