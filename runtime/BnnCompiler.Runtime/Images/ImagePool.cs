// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;

namespace BnnCompiler.Runtime;

/// <summary>
/// Joins the pixels under a window, channel by channel. Taps outside the image are skipped; they are neither zeros nor counted.
/// </summary>
public static class ImagePool
{
    private const int Bits = 64;

    /// <summary>A bit of the result is the AND of the window's bits where <paramref name="all"/> is 1, else their OR.</summary>
    /// <param name="image">Height·Width pixels of all.Length words; bits past the channels are 0.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="all">One bit per channel; bits past the channels are 0.</param>
    /// <param name="output">all.Length words per pixel of the result. The AND of no bits is 1, their OR 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void AnyOrAll(ReadOnlySpan<ulong> image, in SlidingWindow window, ReadOnlySpan<ulong> all, Span<ulong> output)
    {
        RequireImages(image.Length, window, all.Length, output.Length, all.Length);
        if (window.IsOnImage)
            BitPool.OnImage(image, window, all, output);
        else
            BitPool.Anywhere(image, window, all, output);
    }

    /// <summary>The greatest value of every channel; of equal ones the first, and -∞ where there is none that is a number.</summary>
    /// <param name="image">Height·Width pixels of C values.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="output">C values per pixel of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Max(ReadOnlySpan<float> image, in SlidingWindow window, Span<float> output) =>
        Join<float, Greater>(image, window, float.NegativeInfinity, output);

    /// <summary>The greatest value of every channel; the least there is where the window lies in the padding.</summary>
    /// <inheritdoc cref="Max(ReadOnlySpan{float}, in SlidingWindow, Span{float})"/>
    public static void Max(ReadOnlySpan<int> image, in SlidingWindow window, Span<int> output) =>
        Join<int, Greater>(image, window, int.MinValue, output);

    /// <inheritdoc cref="Max(ReadOnlySpan{int}, in SlidingWindow, Span{int})"/>
    public static void Max(ReadOnlySpan<byte> image, in SlidingWindow window, Span<byte> output) =>
        Join<byte, Greater>(image, window, byte.MinValue, output);

    /// <summary>((0 + v_0) + v_1) + … of every channel by ascending (row, column), each sum rounded to float32.</summary>
    /// <inheritdoc cref="Max(ReadOnlySpan{float}, in SlidingWindow, Span{float})"/>
    public static void Sum(ReadOnlySpan<float> image, in SlidingWindow window, Span<float> output) =>
        Join<float, Plus>(image, window, 0, output);

    /// <summary>The sum of every channel, modulo 2^32.</summary>
    /// <inheritdoc cref="Max(ReadOnlySpan{float}, in SlidingWindow, Span{float})"/>
    public static void Sum(ReadOnlySpan<int> image, in SlidingWindow window, Span<int> output) =>
        Join<int, Plus>(image, window, 0, output);

    /// <summary>The sum of every channel's bytes.</summary>
    /// <inheritdoc cref="Max(ReadOnlySpan{float}, in SlidingWindow, Span{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<byte> image, in SlidingWindow window, Span<int> output)
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image.Length, window.Pixels, nameof(image), "values per pixel");
        int channels = image.Length / window.Pixels;
        RequireImages(image.Length, window, channels, output.Length, channels);
        output.Clear();
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var sums = output.Slice(pixel * channels, channels);
            foreach (var tap in window.TapsAt(pixel / window.OutputWidth, pixel % window.OutputWidth))
            {
                var values = image.Slice(tap.Pixel * channels, channels);
                for (int c = 0; c < sums.Length; c++)
                    sums[c] += values[c];
            }
        }
    }

    /// <summary>The sum of every channel's ±1: with v taps on the image and o of them 1, o - (v - o) = 2o - v.</summary>
    /// <param name="image">Height·Width pixels of ceil(channels/64) words.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="output">channels sums per pixel of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<ulong> image, in SlidingWindow window, int channels, Span<int> output)
    {
        int words = Lengths.WordsFor(channels);
        RequireImages(image.Length, window, words, output.Length, channels);
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var taps = window.TapsAt(pixel / window.OutputWidth, pixel % window.OutputWidth);
            var sums = output.Slice(pixel * channels, channels);
            sums.Fill(-taps.Count);
            foreach (var tap in taps)
            {
                ref ulong word = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), tap.Pixel * words);
                for (int c = 0; c < sums.Length; c++)
                    sums[c] += 2 * (int)((Unsafe.Add(ref word, c / Bits) >> c) & 1);
            }
        }
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private static void Join<T, TRule>(ReadOnlySpan<T> image, in SlidingWindow window, T ofNone, Span<T> output)
        where T : unmanaged, INumber<T>
        where TRule : struct, IPoolRule
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image.Length, window.Pixels, nameof(image), "values per pixel");
        int channels = image.Length / window.Pixels;
        RequireImages(image.Length, window, channels, output.Length, channels);
        output.Fill(ofNone);
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            ref var joined = ref Unsafe.Add(ref MemoryMarshal.GetReference(output), pixel * channels);
            foreach (var tap in window.TapsAt(pixel / window.OutputWidth, pixel % window.OutputWidth))
            {
                ref var value = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), tap.Pixel * channels);
                JoinPixel<T, TRule>(ref joined, ref value, channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void JoinPixel<T, TRule>(ref T joined, ref T value, int channels)
        where T : unmanaged, INumber<T>
        where TRule : struct, IPoolRule
    {
        int c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
        {
            var lanes = TRule.Join(Vector.LoadUnsafe(ref joined, (nuint)c), Vector.LoadUnsafe(ref value, (nuint)c));
            lanes.StoreUnsafe(ref joined, (nuint)c);
        }

        for (; c < channels; c++)
            Unsafe.Add(ref joined, c) = TRule.Join(Unsafe.Add(ref joined, c), Unsafe.Add(ref value, c));
    }

    private static void RequireImages(int image, in SlidingWindow window, int perPixel, int output, int perResult)
    {
        window.Require(nameof(window));
        Lengths.Require(image, (long)window.Pixels * perPixel, nameof(image), "pixels times elements per pixel");
        Lengths.Require(output, (long)window.OutputPixels * perResult, nameof(output), "pixels of the result times elements per pixel");
    }
}
