// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Kernels.Xnor;
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution of ±1 weights with a ±1 image. Every result pixel is an <see cref="XnorDense"/> on the taps that lie on the image: with v of
/// them valid, C channels and p bits differing, the sum is C·v - 2p. Padding contributes nothing; v alone depends on the position.
/// <para>The image has ceil(C/64) words per pixel. Weights are interleaved by eight outputs, tap by tap: word w of tap t of output 8b + l is
/// weights[((b·taps + t)·words + w)·8 + l], and outputs past the last are all zero up to a multiple of eight. Bits past C are 0 on both
/// sides.</para>
/// </summary>
public static class XnorConvolution
{
    /// <summary>sums[(i·OutputWidth + j)·M + n] = C·v - 2p_n, the sum of the products of pixel (i, j) for output n of M.</summary>
    /// <param name="image">Height·Width pixels of ceil(C/64) words.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="weights">M padded to a multiple of eight, times taps, times words per pixel, interleaved by eight outputs.</param>
    /// <param name="channels">C.</param>
    /// <param name="sums">M sums per pixel of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Dot(
        ReadOnlySpan<ulong> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, int channels, Span<int> sums)
    {
        window.Require(nameof(window));
        int words = Lengths.WordsFor(channels);
        Lengths.Require(image.Length, (long)window.Pixels * words, nameof(image), "pixels times words per pixel");
        Lengths.RequireMultiple(sums.Length, window.OutputPixels, nameof(sums), "sums per pixel of the result");
        long expected = (long)NeuronBlock.PaddedTo(sums.Length / window.OutputPixels) * window.Taps * words;
        Lengths.Require(weights.Length, expected, nameof(weights), "padded outputs times taps times words per pixel");
        if (Lanes512.IsSupported)
            Dot<Lanes512>(image, window, weights, channels, sums);
        else if (Lanes256.IsSupported)
            Dot<LanePair<Lanes256>>(image, window, weights, channels, sums);
        else if (Lanes128.IsSupported)
            Dot<LanePair<Lanes128>>(image, window, weights, channels, sums);
        else
            Dot<Lanes64>(image, window, weights, channels, sums);
    }

    /// <summary>Bit n of pixel (i, j) = (p_n &lt;= limits[class·N + n]), p_n the bits differing from output n, N the padded outputs.</summary>
    /// <param name="image">Height·Width pixels of as many words each.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="weights">N times taps times words per pixel, interleaved by eight outputs.</param>
    /// <param name="limits">N limits per class; -1 for padding, which makes its bit 0.</param>
    /// <param name="rowClasses">One per row of the result; the class of pixel (i, j) is rowClasses[i] + columnClasses[j].</param>
    /// <param name="columnClasses">One per column of the result.</param>
    /// <param name="output">ceil(N/64) words per pixel of the result, all written; bits past N are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(
        ReadOnlySpan<ulong> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        Span<ulong> output)
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image.Length, window.Pixels, nameof(image), "words per pixel");
        long wordsPerOutput = (long)window.Taps * (image.Length / window.Pixels);
        Lengths.RequireMultiple(weights.Length, wordsPerOutput * NeuronBlock.Neurons, nameof(weights), "taps times words per pixel, times eight");
        int outputs = (int)(weights.Length / wordsPerOutput);
        int classes = PositionClasses.Count(window, rowClasses, columnClasses);
        Lengths.RequireMultiple(limits.Length, outputs, nameof(limits), "one per padded output for each class");
        Lengths.RequireAtLeast(limits.Length, (long)classes * outputs, nameof(limits), "classes times padded outputs");
        long expected = (long)window.OutputPixels * Lengths.WordsFor(outputs);
        Lengths.Require(output.Length, expected, nameof(output), "pixels of the result times one bit per padded output");
        if (Lanes512.IsSupported)
            Threshold<Lanes512>(image, window, weights, limits, rowClasses, columnClasses, output);
        else if (Lanes256.IsSupported)
            Threshold<LanePair<Lanes256>>(image, window, weights, limits, rowClasses, columnClasses, output);
        else if (Lanes128.IsSupported)
            Threshold<LanePair<Lanes128>>(image, window, weights, limits, rowClasses, columnClasses, output);
        else
            Threshold<Lanes64>(image, window, weights, limits, rowClasses, columnClasses, output);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    internal static void Dot<TLanes>(
        ReadOnlySpan<ulong> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, int channels, Span<int> sums)
        where TLanes : struct, ILanes<TLanes>
    {
        int words = image.Length / window.Pixels;
        int outputs = sums.Length / window.OutputPixels;
        int wordsPerOutput = window.Taps * words;
        ref ulong from = ref MemoryMarshal.GetReference(image);
        ref int to = ref MemoryMarshal.GetReference(sums);
        Span<ulong> patch = wordsPerOutput <= TapPatch.MostWordsOnStack ? stackalloc ulong[wordsPerOutput] : new ulong[wordsPerOutput];
        Span<int> eight = stackalloc int[NeuronBlock.Neurons];
        for (int i = 0; i < window.OutputHeight; i++)
        {
            var rows = window.RowsAt(i);
            for (int j = 0; j < window.OutputWidth; j++)
            {
                var taps = new TapPatch(window, rows, window.ColumnsAt(j), words);
                ref ulong x = ref taps.Gather(ref from, window, words, ref MemoryMarshal.GetReference(patch));
                var places = TLanes.Broadcast((ulong)channels * (ulong)taps.Taps);
                ref ulong block = ref MemoryMarshal.GetReference(weights);
                for (int left = outputs; left > 0; left -= NeuronBlock.Neurons)
                {
                    // A whole block is stored where it belongs, the last one by way of a buffer.
                    ref int ofBlock = ref left < NeuronBlock.Neurons ? ref MemoryMarshal.GetReference(eight) : ref to;
                    for (int lane = 0; lane < NeuronBlock.Neurons; lane += TLanes.Count)
                    {
                        var differing = Ones<TLanes, Differ>.Count(ref x, ref Unsafe.Add(ref block, lane), taps);
                        TLanes.Store(places - differing - differing, ref Unsafe.Add(ref ofBlock, lane));
                    }

                    block = ref Unsafe.Add(ref block, wordsPerOutput * NeuronBlock.Neurons);
                    for (int n = 0; n < left && left < NeuronBlock.Neurons; n++)
                        Unsafe.Add(ref to, n) = eight[n];
                    to = ref Unsafe.Add(ref to, Math.Min(left, NeuronBlock.Neurons));
                }
            }
        }
    }

    [MethodImpl(KernelCompilation.Standalone)]
    internal static void Threshold<TLanes>(
        ReadOnlySpan<ulong> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        Span<ulong> output)
        where TLanes : struct, ILanes<TLanes>
    {
        int words = image.Length / window.Pixels;
        int wordsPerOutput = window.Taps * words;
        int outputs = weights.Length / wordsPerOutput;
        ref ulong from = ref MemoryMarshal.GetReference(image);
        ref ulong to = ref MemoryMarshal.GetReference(output);
        Span<ulong> patch = wordsPerOutput <= TapPatch.MostWordsOnStack ? stackalloc ulong[wordsPerOutput] : new ulong[wordsPerOutput];
        for (int i = 0; i < window.OutputHeight; i++)
        {
            var rows = window.RowsAt(i);
            for (int j = 0; j < window.OutputWidth; j++)
            {
                var taps = new TapPatch(window, rows, window.ColumnsAt(j), words);
                ref ulong x = ref taps.Gather(ref from, window, words, ref MemoryMarshal.GetReference(patch));
                ref int limit = ref Unsafe.Add(ref MemoryMarshal.GetReference(limits), (rowClasses[i] + columnClasses[j]) * outputs);
                ref ulong block = ref MemoryMarshal.GetReference(weights);
                ulong bits = 0ul;
                for (int n = 0; n < outputs;)
                {
                    for (int lane = 0; lane < NeuronBlock.Neurons; lane += TLanes.Count)
                    {
                        var differing = Ones<TLanes, Differ>.Count(ref x, ref Unsafe.Add(ref block, lane), taps);
                        bits |= (ulong)TLanes.AtMost(differing, in Unsafe.Add(ref limit, n + lane)) << (n + lane);
                    }

                    block = ref Unsafe.Add(ref block, wordsPerOutput * NeuronBlock.Neurons);
                    n += NeuronBlock.Neurons;
                    if (n % 64 != 0 && n < outputs)
                        continue;

                    to = bits;
                    to = ref Unsafe.Add(ref to, 1);
                    bits = 0;
                }
            }
        }
    }
}
