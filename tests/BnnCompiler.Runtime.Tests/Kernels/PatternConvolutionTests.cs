// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Kernels;

namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>Thresholds of windows that move by one pixel, for which sums of groups of taps are shared.</summary>
public sealed class PatternConvolutionTests
{
    private const int Seed = 3007;

    private static readonly int[] SomeWidths = [6, 15, 16, 28, 31, 32, 33, 34, 65];

    [Fact]
    public void Every_number_of_outputs_gives_the_bits_of_its_sums()
    {
        var random = new Random(Seed);
        for (var outputs = 1; outputs <= 70; outputs++) Check(Window(random.Next(1, 6), 9, 3, 3, 1), random.Next(1, 4), outputs, random);
        foreach (var outputs in (int[])[127, 128, 129, 192]) Check(Window(5, 33, 3, 3, 1), 3, outputs, random);
    }

    [Fact]
    public void Kernels_of_every_size_give_the_bits_of_their_sums()
    {
        var random = new Random(Seed);
        foreach (var (height, width) in (ReadOnlySpan<(int, int)>)[(1, 1), (1, 3), (3, 1), (2, 2), (3, 3), (5, 5), (7, 7), (1, 11), (9, 1)])
        {
            foreach (var columns in SomeWidths)
                Check(Window(random.Next(height, height + 6), columns, height, width, random.Next(4)), random.Next(1, 4), random.Next(1, 40), random);
        }
    }

    [Fact]
    public void As_many_terms_as_sixteen_bits_hold_are_added_without_an_overflow()
    {
        // 128 · 255 = 32640; with 129 terms or values of a greater magnitude the sums no longer fit, and another kernel takes over.
        var random = new Random(Seed);
        foreach (var channels in (int[])[127, 128, 129, 130]) Check(Window(2, 7, 1, 1, 0), channels, 17, random);
        foreach (var (kernel, channels) in (ReadOnlySpan<(int, int)>)[(2, 32), (4, 8), (8, 2), (3, 14), (3, 15)])
            Check(Window(kernel + 1, 20, kernel, kernel, 1), channels, 33, random);
    }

    [Fact]
    public void Layers_past_what_is_prepared_on_the_stack_give_the_bits_of_their_sums()
    {
        var random = new Random(Seed);
        foreach (var outputs in (int[])[600, 900, 1400]) Check(Window(3, 9, 3, 3, 1), 3, outputs, random);
        Check(Window(1, 40, 1, 40, 0), 3, 5, random);
    }

    [Fact]
    public void Sums_are_shared_where_they_surely_fit_sixteen_bits_and_pixels_are_neighbours()
    {
        if (!PixelLanes128.IsSupported) return;
        static bool Shares<T>(SlidingWindow window, T[] image, int outputs) where T : unmanaged
        {
            var rows = window.Taps * (image.Length / window.Pixels);
            var limits = new PixelLimits(new int[outputs], outputs, new byte[window.OutputHeight], new byte[window.OutputWidth], 1);
            var (weights, output) = (new ulong[rows * Lengths.WordsFor(outputs)], new ulong[window.OutputPixels * Lengths.WordsFor(outputs)]);
            return PatternConvolution.TryThreshold(image, window, weights, limits, output);
        }

        var window = Window(1, 8, 1, 1, 0);
        Assert.True(Shares(window, new byte[8 * 128], 8));
        Assert.False(Shares(window, new byte[8 * 129], 8));
        Assert.True(Shares(Window(1, 8, 1, 3, 1), [0, 0, -10922, 0, 10922, 0, 0, 0], 8));
        Assert.False(Shares(Window(1, 8, 1, 3, 1), [0, 0, -10923, 0, 0, 0, 0, 0], 8));
        Assert.False(Shares(Window(1, 8, 1, 2, 0), [0, 0, short.MinValue, 0, 0, 0, 0, 0], 8));
        Assert.True(Shares(Window(32, 32, 3, 3, 1), new byte[32 * 32 * 3], 128));
        Assert.False(Shares(window with { OutputWidth = 4, StrideX = 2 }, new byte[8], 8));
        Assert.False(Shares(Window(5, 9, 3, 3, 0) with { OutputHeight = 1, DilationY = 2 }, new byte[45], 8));
    }

    private static SlidingWindow Window(int height, int width, int kernelHeight, int kernelWidth, int padding) => new(
        height,
        width,
        kernelHeight,
        kernelWidth,
        height + (2 * padding) - kernelHeight + 1,
        width + (2 * padding) - kernelWidth + 1,
        Top: padding,
        Left: padding);

    /// <summary>Bytes, steps of an image and extremes of both, with one class of limits and with one per border.</summary>
    private static void Check(SlidingWindow window, int channels, int outputs, Random random)
    {
        if (window.OutputHeight < 1 || window.OutputWidth < 1) return;
        var layer = new GroupedLayer(window, 1, channels, outputs);
        var most = short.MaxValue / layer.Rows;
        int[] greatest = [.. Enumerable.Range(0, layer.ImageLength).Select(_ => random.Next(8) == 0 ? random.Next(256) : 255)];
        int[] steps = [.. greatest.Select(_ => random.Next(-Math.Min(most, 1000), Math.Min(most, 1000) + 1))];
        int[] extremes = [.. greatest.Select(_ => random.Next(2) == 0 ? -most : most)];
        int[] past = [.. greatest.Select(_ => short.MinValue + random.Next(2))];
        foreach (var values in (int[][])[greatest, steps, extremes, past])
        {
            // Rows of equal signs now and then, so that a sum is as great as its terms allow.
            var signs = random.Next(2) == 0
                ? SignImage.Random(layer.Rows, outputs, random)
                : new SignImage(layer.Rows, outputs, (_, n) => n % 2 == 0);
            var sums = Sums(layer, signs, values);
            byte[] ofBorders = [.. Enumerable.Range(0, window.OutputWidth).Select(j => (byte)(j == 0 ? 1 : j == window.OutputWidth - 1 ? 2 : 0))];
            CheckClasses(layer, signs, values, sums, values == greatest, new byte[window.OutputHeight], new byte[window.OutputWidth], random);
            CheckClasses(layer, signs, values, sums, values == greatest, [.. OfRows(window.OutputHeight)], ofBorders, random);
        }
    }

    private static IEnumerable<byte> OfRows(int rows) => Enumerable.Range(0, rows).Select(i => (byte)(i == 0 ? 0 : 3));

    private static int[] Sums(GroupedLayer layer, SignImage signs, int[] values)
    {
        var sums = new int[layer.SumCount];
        foreach (var (pixel, i, j) in layer.Window.Results())
        {
            foreach (var tap in layer.Window.Taps(i, j))
            {
                for (var c = 0; c < layer.Channels; c++)
                {
                    var (row, value) = ((tap.Tap * layer.Channels) + c, values[(tap.Pixel * layer.Channels) + c]);
                    for (var n = 0; n < layer.Outputs; n++) sums[(pixel * layer.Outputs) + n] += signs[row, n] * value;
                }
            }
        }

        return sums;
    }

    private static void CheckClasses(
        GroupedLayer layer, SignImage signs, int[] values, int[] sums, bool areBytes, byte[] rowClasses, byte[] columnClasses, Random random)
    {
        var (window, outputs, padded) = (layer.Window, layer.Outputs, NeuronBlock.PaddedTo(layer.Outputs));

        // Some pixel of the class just meets a limit or just misses it; some limits are far past all sums.
        var limits = Enumerable.Repeat(int.MaxValue, (rowClasses.Max() + columnClasses.Max() + 1) * padded).ToArray();
        int LimitAt(int i, int j, int n) => ((rowClasses[i] + columnClasses[j]) * padded) + n;
        int[] far = [int.MinValue, int.MinValue + 1, -32769, -32768, -32767, 32766, 32767, 32768, 32769, int.MaxValue - 1, int.MaxValue];
        foreach (var (pixel, i, j) in window.Results())
        {
            for (var n = 0; n < outputs; n++)
            {
                if (limits[LimitAt(i, j, n)] == int.MaxValue || random.Next(4) == 0)
                    limits[LimitAt(i, j, n)] = random.Next(8) == 0 ? far[random.Next(far.Length)] : sums[(pixel * outputs) + n] + random.Next(2);
            }
        }

        ulong[] expected = [.. window.Results().SelectMany(at => SignMatrix.Pack([.. Enumerable.Range(0, padded)
            .Select(n => n < outputs && sums[(at.Pixel * outputs) + n] >= limits[LimitAt(at.I, at.J, n)])]))];
        var output = new Guarded<ulong>(expected.Length);
        if (areBytes)
        {
            byte[] bytes = [.. values.Select(value => (byte)value)];
            SignedConvolution.Threshold(bytes, window, signs.Packed(), outputs, limits, rowClasses, columnClasses, output.Span);
            output.AssertIs(expected, $"bytes, {layer}, seed {Seed}");
            output = new Guarded<ulong>(expected.Length);
        }

        short[] shorts = [.. values.Select(value => (short)value)];
        SignedConvolution.Threshold(shorts, window, signs.Packed(), outputs, limits, rowClasses, columnClasses, output.Span);
        output.AssertIs(expected, $"words of 16 bits, {layer}, seed {Seed}");
    }
}
