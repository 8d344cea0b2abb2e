// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Kernels.Signed;
using BnnCompiler.Runtime.Registers.Signed;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution of ±1 weights with an image of integers or floats: every sum is ((0 ± v_0) ± v_1) ± … by ascending (row, column, channel) of
/// the taps on the image; padding contributes nothing. Floats are rounded after each step, integers are added modulo 2^32.
/// <para>With C channels and M outputs in each of the groups, weights are one row of ceil(M/64) words per tap and channel: row
/// (g·taps + t)·C + c holds in bit n the sign (1 for +1) of channel c of group g under tap t for output g·M + n.</para>
/// </summary>
public static class SignedConvolution
{
    /// <summary>sums[(i·OutputWidth + j)·groups·M + n], the signed sum of pixel (i, j) for output n.</summary>
    /// <param name="image">Height·Width pixels of groups·C values.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="weights">groups·taps·C rows of ceil(M/64) words.</param>
    /// <param name="groups">At least 1; output g·M + n sees channels g·C to g·C + C - 1.</param>
    /// <param name="sums">groups·M sums per pixel of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Sum(ReadOnlySpan<byte> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, int groups, Span<int> sums) =>
        SumIntegers(image, window, weights, groups, sums);

    /// <inheritdoc cref="Sum(ReadOnlySpan{byte}, in SlidingWindow, ReadOnlySpan{ulong}, int, Span{int})"/>
    public static void Sum(ReadOnlySpan<short> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, int groups, Span<int> sums) =>
        SumIntegers(image, window, weights, groups, sums);

    /// <inheritdoc cref="Sum(ReadOnlySpan{byte}, in SlidingWindow, ReadOnlySpan{ulong}, int, Span{int})"/>
    public static void Sum(ReadOnlySpan<float> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, int groups, Span<float> sums)
    {
        RequireSums(image.Length, window, weights.Length, groups, sums.Length);
        if (SignedLanes512.IsSupported)
            Sum<SignedLanes512, float, float>(image, window, weights, groups, sums);
        else if (SignedLanes256.IsSupported)
            Sum<SignedLanes256, float, float>(image, window, weights, groups, sums);
        else if (SignedLanes128.IsSupported)
            Sum<SignedLanes128, float, float>(image, window, weights, groups, sums);
        else
            Sum<SignedLanes32, float, float>(image, window, weights, groups, sums);
    }

    /// <summary>Bit n of pixel (i, j) = (sum &gt;= limits[class·N + n]), N the outputs padded to a multiple of eight; there is one group.</summary>
    /// <param name="image">Height·Width pixels of C values.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="weights">taps·C rows of ceil(M/64) words.</param>
    /// <param name="outputs">M, at least 1.</param>
    /// <param name="limits">N limits per class; int.MaxValue for padding, which makes its bit 0.</param>
    /// <param name="rowClasses">One per row of the result; the class of pixel (i, j) is rowClasses[i] + columnClasses[j].</param>
    /// <param name="columnClasses">One per column of the result.</param>
    /// <param name="output">ceil(N/64) words per pixel of the result, all written; bits past N are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(
        ReadOnlySpan<byte> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        int outputs,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        Span<ulong> output) =>
        ThresholdIntegers(image, window, weights, outputs, limits, rowClasses, columnClasses, output);

    /// <summary>Bit n of pixel (i, j) = (sum &gt;= limits[class·N + n]), with the lengths and classes of an image of bytes.</summary>
    public static void Threshold(
        ReadOnlySpan<short> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        int outputs,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        Span<ulong> output) =>
        ThresholdIntegers(image, window, weights, outputs, limits, rowClasses, columnClasses, output);

    [MethodImpl(KernelCompilation.Standalone)]
    internal static void Sum<TLanes, T, TValue>(
        ReadOnlySpan<TValue> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, int groups, Span<T> sums)
        where TLanes : struct, ISignedLanes<TLanes, T>
        where T : unmanaged, INumberBase<T>
        where TValue : unmanaged, INumberBase<TValue>
    {
        int channels = image.Length / window.Pixels;
        var (channelsPerTap, outputs) = (channels / groups, sums.Length / window.OutputPixels / groups);
        int words = Lengths.WordsFor(outputs);
        Span<T> some = stackalloc T[SignedTaps<TLanes, T, TValue>.Outputs];
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var (i, j) = (pixel / window.OutputWidth, pixel % window.OutputWidth);
            var taps = groups == 1 ? window.RunsAt(i, j) : window.TapsAt(i, j);
            for (int g = 0; g < groups; g++)
            {
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), g * channelsPerTap);
                ref ulong rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), g * window.Taps * channelsPerTap * words);
                var ofGroup = sums.Slice(((pixel * groups) + g) * outputs, outputs);
                for (int n = 0; n < outputs; n += some.Length)
                {
                    ref ulong signs = ref Unsafe.Add(ref rows, n / 64);
                    SignedTaps<TLanes, T, TValue>.Sum(
                        ref x, channels, channelsPerTap, ref signs, words, n % 64, taps, ref MemoryMarshal.GetReference(some));
                    some[..Math.Min(some.Length, outputs - n)].CopyTo(ofGroup[n..]);
                }
            }
        }
    }

    [MethodImpl(KernelCompilation.Standalone)]
    internal static void Threshold<TLanes, TValue>(
        ReadOnlySpan<TValue> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        int padded,
        Span<ulong> output)
        where TLanes : struct, ISignedLanes<TLanes, int>
        where TValue : unmanaged, INumberBase<TValue>
    {
        int channels = image.Length / window.Pixels;
        int words = Lengths.WordsFor(padded);
        Span<int> some = stackalloc int[SignedTaps<TLanes, int, TValue>.Outputs];
        output.Clear();
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var (i, j) = (pixel / window.OutputWidth, pixel % window.OutputWidth);
            var taps = window.RunsAt(i, j);
            var ofClass = limits.Slice((rowClasses[i] + columnClasses[j]) * padded, padded);
            for (int n = 0; n < padded; n += some.Length)
            {
                ref ulong signs = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), n / 64);
                SignedTaps<TLanes, int, TValue>.Sum(
                    ref MemoryMarshal.GetReference(image), channels, channels, ref signs, words, n % 64, taps, ref MemoryMarshal.GetReference(some));
                output[(pixel * words) + (n / 64)] |= AtLeast(some, ofClass[n..]) << n;
            }
        }
    }

    /// <summary>Bit l = (sums[l] &gt;= limits[l]), 0 where there is no limit.</summary>
    private static ulong AtLeast(ReadOnlySpan<int> sums, ReadOnlySpan<int> limits)
    {
        ulong bits = 0ul;
        for (int l = 0; l < sums.Length && l < limits.Length; l++)
            bits |= sums[l] >= limits[l] ? 1ul << l : 0;
        return bits;
    }

    private static void SumIntegers<TValue>(
        ReadOnlySpan<TValue> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, int groups, Span<int> sums)
        where TValue : unmanaged, INumberBase<TValue>
    {
        RequireSums(image.Length, window, weights.Length, groups, sums.Length);
        if (SignedIntegerLanes512.IsSupported)
            Sum<SignedIntegerLanes512, int, TValue>(image, window, weights, groups, sums);
        else if (SignedIntegerLanes256.IsSupported)
            Sum<SignedIntegerLanes256, int, TValue>(image, window, weights, groups, sums);
        else if (SignedIntegerLanes128.IsSupported)
            Sum<SignedIntegerLanes128, int, TValue>(image, window, weights, groups, sums);
        else
            Sum<SignedIntegerLanes32, int, TValue>(image, window, weights, groups, sums);
    }

    private static void RequireSums(int image, in SlidingWindow window, int weights, int groups, int sums)
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image, (long)window.Pixels * groups, nameof(image), "pixels times groups");
        Lengths.RequireMultiple(sums, (long)window.OutputPixels * groups, nameof(sums), "pixels of the result times groups");
        long expected = (long)window.Taps * (image / window.Pixels) * Lengths.WordsFor(sums / window.OutputPixels / groups);
        Lengths.Require(weights, expected, nameof(weights), "taps times channels times words per row of outputs");
    }

    private static void ThresholdIntegers<TValue>(
        ReadOnlySpan<TValue> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        int outputs,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        Span<ulong> output)
        where TValue : unmanaged, INumberBase<TValue>
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image.Length, window.Pixels, nameof(image), "values per pixel");
        Lengths.RequireAtLeast(outputs, 1, nameof(outputs), "an output");
        var (padded, words) = (NeuronBlock.PaddedTo(outputs), Lengths.WordsFor(outputs));
        long expected = (long)window.Taps * (image.Length / window.Pixels) * words;
        Lengths.Require(weights.Length, expected, nameof(weights), "taps times channels times words per row of outputs");
        int classes = PositionClasses.Count(window, rowClasses, columnClasses);
        Lengths.RequireMultiple(limits.Length, padded, nameof(limits), "one per padded output for each class");
        Lengths.RequireAtLeast(limits.Length, (long)classes * padded, nameof(limits), "classes times padded outputs");
        Lengths.Require(output.Length, (long)window.OutputPixels * words, nameof(output), "pixels of the result times one bit per padded output");
        if (SignedIntegerLanes512.IsSupported)
            Threshold<SignedIntegerLanes512, TValue>(image, window, weights, limits, rowClasses, columnClasses, padded, output);
        else if (SignedIntegerLanes256.IsSupported)
            Threshold<SignedIntegerLanes256, TValue>(image, window, weights, limits, rowClasses, columnClasses, padded, output);
        else if (SignedIntegerLanes128.IsSupported)
            Threshold<SignedIntegerLanes128, TValue>(image, window, weights, limits, rowClasses, columnClasses, padded, output);
        else
            Threshold<SignedIntegerLanes32, TValue>(image, window, weights, limits, rowClasses, columnClasses, padded, output);
    }
}
