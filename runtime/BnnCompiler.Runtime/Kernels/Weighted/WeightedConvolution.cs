// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution of weights of one byte with an image of codes, pixels or small integers: exact sums of products over the taps on the image; padding
/// contributes nothing. Integers are added modulo 2^32.
/// <para>With C channels and M outputs in each of the groups, weights are one row of M bytes per tap and channel: row (g·taps + t)·C + c
/// holds at n the weight of channel c of group g under tap t for output g·M + n.</para>
/// </summary>
public static class WeightedConvolution
{
    /// <summary>sums[(i·OutputWidth + j)·groups·M + n], the sum of the products of pixel (i, j) for output n.</summary>
    /// <param name="image">Height·Width pixels of groups·C values.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="weights">groups·taps·C rows of M weights.</param>
    /// <param name="groups">At least 1; output g·M + n sees channels g·C to g·C + C - 1.</param>
    /// <param name="sums">groups·M sums per pixel of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Sum(ReadOnlySpan<byte> image, in SlidingWindow window, ReadOnlySpan<sbyte> weights, int groups, Span<int> sums) =>
        Sum<byte>(image, window, weights, groups, sums);

    /// <inheritdoc cref="Sum(ReadOnlySpan{byte}, in SlidingWindow, ReadOnlySpan{sbyte}, int, Span{int})"/>
    public static void Sum(ReadOnlySpan<short> image, in SlidingWindow window, ReadOnlySpan<sbyte> weights, int groups, Span<int> sums) =>
        Sum<short>(image, window, weights, groups, sums);

    [MethodImpl(KernelCompilation.Standalone)]
    private static void Sum<TValue>(
        ReadOnlySpan<TValue> image, in SlidingWindow window, ReadOnlySpan<sbyte> weights, int groups, Span<int> sums)
        where TValue : unmanaged, INumberBase<TValue>
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image.Length, (long)window.Pixels * groups, nameof(image), "pixels times groups");
        Lengths.RequireMultiple(sums.Length, (long)window.OutputPixels * groups, nameof(sums), "pixels of the result times groups");
        int channels = image.Length / window.Pixels, outputs = sums.Length / window.OutputPixels / groups, channelsPerTap = channels / groups;
        Lengths.Require(weights.Length, (long)window.Taps * channels * outputs, nameof(weights), "taps times channels times outputs per group");
        sums.Clear();
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var taps = window.TapsAt(pixel / window.OutputWidth, pixel % window.OutputWidth);
            for (int g = 0; g < groups; g++)
            {
                var ofGroup = sums.Slice(((pixel * groups) + g) * outputs, outputs);
                foreach (var tap in taps)
                {
                    var values = image.Slice((tap.Pixel * channels) + (g * channelsPerTap), channelsPerTap);
                    int row = ((g * window.Taps) + tap.Tap) * channelsPerTap * outputs;
                    foreach (var value in values)
                    {
                        if (value != TValue.Zero)
                            AddProducts(ofGroup, weights.Slice(row, outputs), short.CreateTruncating(value));
                        row += outputs;
                    }
                }
            }
        }
    }

    /// <summary>sums[n] += value·weights[n].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(Span<int> sums, ReadOnlySpan<sbyte> weights, short value)
    {
        int n = 0;
        ref int sum = ref MemoryMarshal.GetReference(sums);
        for (; n <= weights.Length - Vector<sbyte>.Count; n += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(weights[n..]), out Vector<short> low, out Vector<short> high);
            AddWidened(low, value, ref Unsafe.Add(ref sum, n));
            AddWidened(high, value, ref Unsafe.Add(ref sum, n + Vector<short>.Count));
        }

        for (; n < weights.Length; n++)
            sums[n] += value * weights[n];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWidened(Vector<short> weights, short value, ref int sums)
    {
        Vector.Widen(weights, out Vector<int> low, out Vector<int> high);
        (Vector.LoadUnsafe(ref sums) + (low * value)).StoreUnsafe(ref sums);
        (Vector.LoadUnsafe(ref sums, (nuint)Vector<int>.Count) + (high * value)).StoreUnsafe(ref sums, (nuint)Vector<int>.Count);
    }
}
