// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Kernels.Codes;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution of weights of few bits with codes of few bits, or bits, counted as in <see cref="CodedDense"/>, outputs for lanes, and in tiles of
/// weights and bands of the result as in <see cref="SlicedConvolution"/>. Padding has no rows; near borders the limits are others.
/// </summary>
public static class CodedConvolution
{
    /// <summary>Words of counters of a band: a quarter of the second-level cache.</summary>
    private const int BandWords = 16 * 1024;

    /// <summary>Code n of a pixel of the result = how many of its limits output n reaches there, or does not reach where its flip is set.</summary>
    /// <typeparam name="T">byte for codes, ulong for words of bits.</typeparam>
    /// <param name="image">Pixels of C codes from 0 to 15, or of ceil(C / 64) words of bits, which are codes 0 and 1.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="channels">C.</param>
    /// <param name="steps">As for <see cref="CodedDense.Quantize"/>.</param>
    /// <param name="weights">For each set taps·C + 1 rows of ceil(N / 64) words: row t·C + c for channel c under tap t, the last one zeros.</param>
    /// <param name="factor">1 or 2.</param>
    /// <param name="zero">What a weight is less than its bits say.</param>
    /// <param name="bias">At least the size of any sum.</param>
    /// <param name="limits">For each class its limits, as for <see cref="CodedDense.Quantize"/>.</param>
    /// <param name="flips">ceil(N / 64) words.</param>
    /// <param name="rowClasses">One per row of the result; the class of pixel (i, j) is rowClasses[i] + columnClasses[j].</param>
    /// <param name="columnClasses">One per column of the result.</param>
    /// <param name="codes">Pixels of the result of N codes.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Quantize<T>(
        ReadOnlySpan<T> image,
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<int> steps,
        ReadOnlySpan<ulong> weights,
        int factor,
        int zero,
        int bias,
        ReadOnlySpan<ulong> limits,
        ReadOnlySpan<ulong> flips,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        Span<byte> codes)
        where T : unmanaged
    {
        var input = InputOf(image, window, channels, steps);
        Lengths.RequireMultiple(codes.Length, window.OutputPixels, nameof(codes), "whole pixels");
        var layer = LayerOf(window, channels, steps, weights, factor, zero, bias, codes.Length / window.OutputPixels);
        int classes = PositionClasses.Count(window, rowClasses, columnClasses);
        Count(layer, input, window, channels, new(layer, limits, flips, codes, classes), rowClasses, columnClasses, layer.VectorWords);
    }

    /// <summary>Bit n of a pixel of the result = whether output n reaches its limit there, or does not where its flip is set.</summary>
    /// <inheritdoc cref="Quantize" path="/typeparam|/exception"/>
    /// <param name="image">As for <see cref="Quantize"/>, like all that follow.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="channels">C.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="weights">Rows of all sets.</param>
    /// <param name="factor">1 or 2.</param>
    /// <param name="zero">What a weight is less than its bits say.</param>
    /// <param name="bias">At least the size of any sum.</param>
    /// <param name="limits">One for each class and output.</param>
    /// <param name="flips">ceil(N / 64) words.</param>
    /// <param name="rowClasses">One per row of the result.</param>
    /// <param name="columnClasses">One per column of the result.</param>
    /// <param name="outputs">N, at least 1.</param>
    /// <param name="output">Pixels of the result of ceil(N / 64) words, all written; bits past N are 0.</param>
    public static void Threshold<T>(
        ReadOnlySpan<T> image,
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<int> steps,
        ReadOnlySpan<ulong> weights,
        int factor,
        int zero,
        int bias,
        ReadOnlySpan<ulong> limits,
        ReadOnlySpan<ulong> flips,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        int outputs,
        Span<ulong> output)
        where T : unmanaged
    {
        var input = InputOf(image, window, channels, steps);
        var layer = LayerOf(window, channels, steps, weights, factor, zero, bias, outputs);
        Lengths.Require(output.Length, (long)window.OutputPixels * layer.Words, nameof(output), "pixels of the result times words per pixel");
        int classes = PositionClasses.Count(window, rowClasses, columnClasses);
        Count(layer, input, window, channels, new(layer, limits, flips, output, classes), rowClasses, columnClasses, layer.VectorWords);
    }

    /// <summary>Sum n of a pixel of the result is that of the products over the taps on the image.</summary>
    /// <inheritdoc cref="Quantize" path="/typeparam|/exception"/>
    /// <param name="image">As for <see cref="Quantize"/>, like all that follow.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="channels">C.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="weights">Rows of all sets.</param>
    /// <param name="factor">1 or 2.</param>
    /// <param name="zero">What a weight is less than its bits say.</param>
    /// <param name="bias">At least the size of any sum.</param>
    /// <param name="sums">Pixels of the result of N sums.</param>
    public static void Sum<T>(
        ReadOnlySpan<T> image,
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<int> steps,
        ReadOnlySpan<ulong> weights,
        int factor,
        int zero,
        int bias,
        Span<int> sums)
        where T : unmanaged
    {
        var input = InputOf(image, window, channels, steps);
        Lengths.RequireMultiple(sums.Length, window.OutputPixels, nameof(sums), "whole pixels");
        var layer = LayerOf(window, channels, steps, weights, factor, zero, bias, sums.Length / window.OutputPixels);
        Count(layer, input, window, channels, new(layer, sums), default, default, layer.VectorWords);
    }

    internal static void Count(
        in CodedLayer layer,
        in CodedInput input,
        in SlidingWindow window,
        int channels,
        in CodedResult result,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        int vectorWords)
    {
        if (vectorWords == Bits512.Words)
            Count<Bits512>(layer, input, window, channels, result, rowClasses, columnClasses);
        else if (vectorWords == Bits256.Words)
            Count<Bits256>(layer, input, window, channels, result, rowClasses, columnClasses);
        else if (vectorWords == Bits128.Words)
            Count<Bits128>(layer, input, window, channels, result, rowClasses, columnClasses);
        else
            Count<Bits64>(layer, input, window, channels, result, rowClasses, columnClasses);
    }

    private static CodedInput InputOf<T>(ReadOnlySpan<T> image, scoped in SlidingWindow window, int channels, scoped ReadOnlySpan<int> steps)
        where T : unmanaged
    {
        window.Require(nameof(window));
        Lengths.RequireAtLeast(channels, 1, nameof(channels), "a channel");
        var input = CodedInput.Of(image, channels, new(steps));
        Lengths.Require(input.Rows(channels), window.Pixels, nameof(image), "pixels of channels");
        return input;
    }

    private static CodedLayer LayerOf(
        in SlidingWindow window, int channels, ReadOnlySpan<int> steps, ReadOnlySpan<ulong> weights, int factor, int zero, int bias, int outputs)
    {
        var layer = new CodedLayer(steps, weights, factor, zero, bias, (long)window.Taps * channels, outputs);
        Lengths.RequireAtLeast(ActivePixels.MostRowWords, layer.Words, nameof(outputs), "words per pixel, so that a tile can hold them");
        return layer;
    }

    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    private static void Count<TBits>(
        in CodedLayer layer,
        in CodedInput input,
        in SlidingWindow window,
        int channels,
        in CodedResult result,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses)
        where TBits : struct, IBits<TBits>
    {
        int words = layer.Words, steps = layer.Steps.Count;
        var tiles = new WeightTiles(window.Taps, channels, words);
        int planes = layer.PlanesFor(window.Taps * channels, tiles.Count);
        int columns = (words + TBits.Words - 1) / TBits.Words;
        var counting = new CodedCounting<TBits>(planes, columns);
        int pixelWords = counting.Words + 1;
        int bandRows = Math.Clamp(BandWords / pixelWords / window.OutputWidth, 1, window.OutputHeight);
        int bandWords = bandRows * window.OutputWidth * pixelWords, listWords = tiles.MostPlaces / 2;
        int activeWords = ActivePixels.WordsFor(window.Pixels, channels, words), bitWords = input.BitWords(channels);
        var scratch = KernelScratch.Words(bandWords + listWords + (steps * activeWords) + Math.Max(bitWords, result.BitWords));
        var actives = scratch.Slice(bandWords + listWords, steps * activeWords);
        var memory = scratch[(bandWords + listWords + actives.Length)..];
        for (int step = 0; step < steps; step++)
        {
            if (layer.Steps.FirstOfSameCodes(step) == step)
            {
                var bits = input.Select(layer.Steps.Codes(step), channels, memory[..bitWords]);
                _ = new ActivePixels(bits, channels, words, actives.Slice(step * activeWords, activeWords));
            }
        }

        ref uint list = ref Unsafe.As<ulong, uint>(ref scratch[bandWords]);
        var reached = memory[..result.BitWords];
        for (int top = 0; top < window.OutputHeight; top += bandRows)
        {
            int bottom = Math.Min(top + bandRows, window.OutputHeight);
            for (int step = 0; step < steps; step++)
            {
                int first = layer.Steps.FirstOfSameCodes(step);
                var pixels = new ActivePixels(window.Pixels, channels, words, actives.Slice(first * activeWords, activeWords));
                ref ulong rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(layer.Weights), layer.Steps.Set(step) * layer.SetWords);
                for (int tile = 0; tile < tiles.Count; tile++)
                {
                    ref ulong pixel = ref MemoryMarshal.GetReference(scratch);
                    for (int i = top; i < bottom; i++)
                    {
                        for (int j = 0; j < window.OutputWidth; j++)
                        {
                            ref ulong counters = ref Unsafe.Add(ref pixel, 1);
                            if (tile == 0 && step == 0)
                            {
                                pixel = (ulong)(uint)TotalUnder(layer, window, i, j, channels, actives, activeWords) << 32;
                                counting.Begin(ref counters, layer.Steps, layer.Seed((int)(pixel >> 32)));
                            }
                            else if (tile == 0)
                            {
                                int left = counting.MoveTo(ref counters, layer.Steps, step, layer.Seed((int)(pixel >> 32)), (int)pixel);
                                pixel = (pixel >> 32 << 32) | (uint)left;
                            }

                            tiles.List(tile, window, i, j, pixels, ref list, out int halves);
                            int before = (int)pixel;
                            pixel += (uint)(halves + 1) / 2;
                            for (int c = 0; c < columns; c++)
                            {
                                SlicedColumn<TBits, uint>.AddHalves(
                                    ref Unsafe.Add(ref rows, Math.Min(c * TBits.Words, words - TBits.Words)),
                                    ref list,
                                    halves,
                                    before,
                                    ref Unsafe.Add(ref counters, c * (counting.Words / columns)),
                                    planes);
                            }

                            pixel = ref Unsafe.Add(ref pixel, pixelWords);
                        }
                    }
                }
            }

            ref ulong counted = ref MemoryMarshal.GetReference(scratch);
            for (int i = top; i < bottom; i++)
            {
                for (int j = 0; j < window.OutputWidth; j++)
                {
                    int total = (int)(counted >> 32);
                    ref ulong counters = ref Unsafe.Add(ref counted, 1);
                    counting.MoveTo(ref counters, layer.Steps, steps, layer.Seed(total), (int)counted);
                    int kind = result.Limits > 0 ? rowClasses[i] + columnClasses[j] : 0, row = (i * window.OutputWidth) + j;
                    for (int c = 0; c < columns; c++)
                    {
                        ref ulong column = ref Unsafe.Add(ref counters, c * (counting.Words / columns));
                        result.Take<TBits>(layer, ref column, total, kind, row, Math.Min(c * TBits.Words, words - TBits.Words), reached);
                    }

                    result.Put(row, reached);
                    counted = ref Unsafe.Add(ref counted, pixelWords);
                }
            }
        }
    }

    /// <summary>What the inputs under the window of a pixel of the result add up to.</summary>
    private static int TotalUnder(
        in CodedLayer layer, in SlidingWindow window, int i, int j, int channels, Span<ulong> actives, int activeWords)
    {
        int total = 0;
        for (int step = 0; step < layer.Steps.Count; step++)
        {
            if (layer.Steps.FirstOfSameCodes(step) != step)
                continue;

            int active = 0;
            var pixels = new ActivePixels(window.Pixels, channels, layer.Words, actives.Slice(step * activeWords, activeWords));
            for (int tap = 0; tap < window.Taps; tap++)
            {
                if (window.PixelUnder(i, j, tap / window.KernelWidth, tap % window.KernelWidth) is >= 0 and var pixel)
                    active += pixels.Count(pixel);
            }

            total += layer.Steps.Total(step, active);
        }

        return total;
    }
}
