// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Registers.Signed;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution of float32 weights with a float32 image, for the few layers of a network that stay real: every sum is
/// ((0 + v_0·w_0) + v_1·w_1) + … by ascending (row, column, channel) of the taps on the image; padding contributes nothing. Each product is
/// rounded to float32, then each sum, so the result is the same at every register width and never that of a fused multiply-add.
/// <para>With C channels and M outputs in each of the groups, weights are one row of M floats per tap and channel: row (g·taps + t)·C + c
/// holds at n the weight of channel c of group g under tap t for output g·M + n.</para>
/// </summary>
public static class FloatConvolution
{
    /// <summary>sums[(i·OutputWidth + j)·groups·M + n], the sum of the products of pixel (i, j) for output n.</summary>
    /// <param name="image">Height·Width pixels of groups·C values.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="weights">groups·taps·C rows of M weights.</param>
    /// <param name="groups">At least 1; output g·M + n sees channels g·C to g·C + C - 1.</param>
    /// <param name="sums">groups·M sums per pixel of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Sum(ReadOnlySpan<float> image, in SlidingWindow window, ReadOnlySpan<float> weights, int groups, Span<float> sums)
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image.Length, (long)window.Pixels * groups, nameof(image), "pixels times groups");
        Lengths.RequireMultiple(sums.Length, (long)window.OutputPixels * groups, nameof(sums), "pixels of the result times groups");
        long expected = (long)window.Taps * (image.Length / window.Pixels) * (sums.Length / window.OutputPixels / groups);
        Lengths.Require(weights.Length, expected, nameof(weights), "taps times channels times outputs per group");
        if (SignedLanes512.IsSupported)
            Sum<SignedLanes512>(image, window, weights, groups, sums);
        else if (SignedLanes256.IsSupported)
            Sum<SignedLanes256>(image, window, weights, groups, sums);
        else if (SignedLanes128.IsSupported)
            Sum<SignedLanes128>(image, window, weights, groups, sums);
        else
            Sum<SignedLanes32>(image, window, weights, groups, sums);
    }

    // Outputs that do not fill a register are summed by narrower ones: a whole register would read the next row, and past the last one.
    [MethodImpl(KernelCompilation.Standalone)]
    internal static void Sum<TLanes>(
        ReadOnlySpan<float> image, in SlidingWindow window, ReadOnlySpan<float> weights, int groups, Span<float> sums)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        int channels = image.Length / window.Pixels;
        var (channelsPerTap, outputs) = (channels / groups, sums.Length / window.OutputPixels / groups);
        ref float sum = ref MemoryMarshal.GetReference(sums);
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var (i, j) = (pixel / window.OutputWidth, pixel % window.OutputWidth);
            var taps = groups == 1 ? window.RunsAt(i, j) : window.TapsAt(i, j);
            for (int g = 0; g < groups; g++)
            {
                ref float x = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), g * channelsPerTap);
                ref float row = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), g * window.Taps * channelsPerTap * outputs);
                int n = 0;
                for (; n <= outputs - (4 * TLanes.Count); n += 4 * TLanes.Count)
                    SumFour<TLanes>(ref x, channels, channelsPerTap, ref Unsafe.Add(ref row, n), outputs, taps, ref Unsafe.Add(ref sum, n));
                for (; n <= outputs - TLanes.Count; n += TLanes.Count)
                    SumOne<TLanes>(ref x, channels, channelsPerTap, ref Unsafe.Add(ref row, n), outputs, taps, ref Unsafe.Add(ref sum, n));
                for (; SignedLanes128.IsSupported && n <= outputs - SignedLanes128.Count; n += SignedLanes128.Count)
                    SumOne<SignedLanes128>(ref x, channels, channelsPerTap, ref Unsafe.Add(ref row, n), outputs, taps, ref Unsafe.Add(ref sum, n));
                for (; n < outputs; n++)
                    SumOne<SignedLanes32>(ref x, channels, channelsPerTap, ref Unsafe.Add(ref row, n), outputs, taps, ref Unsafe.Add(ref sum, n));
                sum = ref Unsafe.Add(ref sum, outputs);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumFour<TLanes>(
        ref float image, int channels, int channelsPerTap, ref float weights, int outputs, in TapRuns taps, ref float sums)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        TLanes a = default, b = default, c = default, d = default;
        foreach (var run in taps)
        {
            ref float value = ref Unsafe.Add(ref image, run.Pixel * channels);
            ref float row = ref Unsafe.Add(ref weights, run.Tap * channelsPerTap * outputs);
            for (int left = channelsPerTap * taps.RunLength; left > 0; left--)
            {
                var x = TLanes.Broadcast(value);
                a = TLanes.AddProduct(a, x, in row);
                b = TLanes.AddProduct(b, x, in Unsafe.Add(ref row, TLanes.Count));
                c = TLanes.AddProduct(c, x, in Unsafe.Add(ref row, 2 * TLanes.Count));
                d = TLanes.AddProduct(d, x, in Unsafe.Add(ref row, 3 * TLanes.Count));
                value = ref Unsafe.Add(ref value, 1);
                row = ref Unsafe.Add(ref row, outputs);
            }
        }

        TLanes.Store(a, ref sums);
        TLanes.Store(b, ref Unsafe.Add(ref sums, TLanes.Count));
        TLanes.Store(c, ref Unsafe.Add(ref sums, 2 * TLanes.Count));
        TLanes.Store(d, ref Unsafe.Add(ref sums, 3 * TLanes.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumOne<TLanes>(
        ref float image, int channels, int channelsPerTap, ref float weights, int outputs, in TapRuns taps, ref float sums)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        var sum = default(TLanes);
        foreach (var run in taps)
        {
            ref float value = ref Unsafe.Add(ref image, run.Pixel * channels);
            ref float row = ref Unsafe.Add(ref weights, run.Tap * channelsPerTap * outputs);
            for (int left = channelsPerTap * taps.RunLength; left > 0; left--)
            {
                sum = TLanes.AddProduct(sum, TLanes.Broadcast(value), in row);
                value = ref Unsafe.Add(ref value, 1);
                row = ref Unsafe.Add(ref row, outputs);
            }
        }

        TLanes.Store(sum, ref sums);
    }
}
