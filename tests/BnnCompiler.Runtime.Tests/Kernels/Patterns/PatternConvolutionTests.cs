// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Pixels;

namespace BnnCompiler.Runtime.Tests.Kernels.Patterns;

/// <summary>Thresholds of windows that move by one pixel, for which sums of groups of taps are shared.</summary>
public sealed class PatternConvolutionTests
{
    private const int Seed = 3007;

    private static readonly int[] SomeWidths = [6, 15, 16, 28, 31, 32, 33, 34, 65];

    [Fact]
    public void Every_number_of_outputs_gives_the_bits_of_its_sums()
    {
        var random = new Random(Seed);
        for (int outputs = 1; outputs <= 70; outputs++)
            Check(Window(random.Next(1, 6), 9, 3, 3, 1), random.Next(1, 4), outputs, random);
        foreach (int outputs in (int[])[127, 128, 129, 192])
            Check(Window(5, 33, 3, 3, 1), 3, outputs, random);
    }

    [Fact]
    public void Kernels_of_every_size_give_the_bits_of_their_sums()
    {
        var random = new Random(Seed);
        foreach (var (height, width) in (ReadOnlySpan<(int, int)>)[(1, 1), (1, 3), (3, 1), (2, 2), (3, 3), (5, 5), (7, 7), (1, 11), (9, 1)])
        {
            foreach (int columns in SomeWidths)
                Check(Window(random.Next(height, height + 6), columns, height, width, random.Next(4)), random.Next(1, 4), random.Next(1, 40), random);
        }
    }

    [Fact]
    public void As_many_terms_as_sixteen_bits_hold_are_added_without_an_overflow()
    {
        // 128 · 255 = 32640 of 32767; 128 taps are as many as the patterns have memory for.
        var random = new Random(Seed);
        foreach (int channels in (int[])[127, 128])
            Check(Window(2, 7, 1, 1, 0), channels, 17, random);
        foreach (var (kernel, channels) in (ReadOnlySpan<(int, int)>)[(2, 32), (4, 8), (8, 2), (3, 14)])
            Check(Window(kernel + 1, 20, kernel, kernel, 1), channels, 33, random);
    }

    [Fact]
    public void Hundreds_of_outputs_and_wide_kernels_give_the_bits_of_their_sums()
    {
        var random = new Random(Seed);
        foreach (int outputs in (int[])[600, 900, 1400])
            Check(Window(3, 9, 3, 3, 1), 3, outputs, random);
        Check(Window(1, 46, 1, 40, 0), 3, 5, random);
    }

    [Fact]
    public void A_layer_serves_many_images_and_layers_take_turns()
    {
        var random = new Random(Seed);
        var (large, small) = (new GroupedLayer(Window(9, 40, 3, 3, 1), 1, 3, 100), new GroupedLayer(Window(2, 8, 1, 1, 0), 1, 1, 3));
        var (ofLarge, ofSmall) = (Lay(large), Lay(small));
        byte[] image = new byte[large.ImageLength];
        random.NextBytes(image);
        ulong[] first = new ulong[large.Window.OutputPixels * 2], again = new ulong[first.Length];
        ofLarge.Threshold(image, first);
        for (int call = 0; call < 3; call++)
        {
            ofSmall.Threshold(image.AsSpan(0, small.ImageLength), new ulong[small.Window.OutputPixels]);
            ofLarge.Threshold(image, again);
            Assert.Equal(first, again);
        }

        PatternConvolution Lay(GroupedLayer layer) => new(
            layer.Window,
            layer.Channels,
            SignImage.Random(layer.Rows, layer.Outputs, random).Packed(),
            layer.Outputs,
            new int[NeuronBlock.PaddedTo(layer.Outputs)],
            new byte[layer.Window.OutputHeight],
            new byte[layer.Window.OutputWidth],
            byte.MaxValue);
    }

    [Fact]
    public void Layers_fit_whose_sums_surely_fit_sixteen_bits_and_whose_pixels_are_neighbours()
    {
        var window = Window(1, 8, 1, 1, 0);
        AssertFits(true, window, 128, 255);
        AssertFits(false, window, 128, 256);
        AssertFits(false, window, 129, 1);
        AssertFits(true, window, 1, 32767);
        AssertFits(false, window, 1, 32768);
        AssertFits(true, Window(1, 8, 1, 3, 1), 1, 10922);
        AssertFits(false, Window(1, 8, 1, 3, 1), 1, 10923);
        AssertFits(true, Window(32, 32, 3, 3, 1), 3, 255);
        AssertFits(true, window with { OutputWidth = 6 }, 1, 255);
        AssertFits(false, window with { OutputWidth = 5 }, 1, 255);
        AssertFits(false, window with { StrideX = 2 }, 1, 255);
        AssertFits(false, window with { StrideY = 2 }, 1, 255);
        AssertFits(false, window with { DilationX = 2 }, 1, 255);
        AssertFits(false, window with { DilationY = 2 }, 1, 255);
    }

    [Fact]
    public void What_does_not_fit_is_named_with_what_was_expected()
    {
        // Two taps of three channels are six rows of two words for 65 outputs, whose limits are padded to 72.
        var window = Window(2, 8, 1, 2, 0);
        PatternConvolution Lay(int channels, int weights, int outputs, int limits, byte[] rows, int columns, int greatest) =>
            new(window, channels, new ulong[weights], outputs, new int[limits], rows, new byte[columns], greatest);

        var laid = Lay(3, 12, 65, 72, [0, 0], 7, 255);
        laid.Threshold(new byte[48], new ulong[28]);
        laid.Threshold(new short[48], new ulong[28]);
        var image = Assert.Throws<ArgumentException>("image", () => laid.Threshold(new byte[47], new ulong[28]));
        Assert.Contains("Found 47 elements, expected 48", image.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => laid.Threshold(new short[49], new ulong[28]));
        Assert.Throws<ArgumentException>("output", () => laid.Threshold(new byte[48], new ulong[14]));
        Assert.Throws<ArgumentException>("output", () => laid.Threshold(new short[48], new ulong[29]));
        Assert.Throws<ArgumentException>("channels", () => Lay(0, 12, 65, 72, [0, 0], 7, 255));
        Assert.Throws<ArgumentException>("outputs", () => Lay(3, 12, 0, 72, [0, 0], 7, 255));
        Assert.Throws<ArgumentException>("weights", () => Lay(3, 11, 65, 72, [0, 0], 7, 255));
        Assert.Throws<ArgumentException>("limits", () => Lay(3, 12, 65, 71, [0, 0], 7, 255));
        Assert.Throws<ArgumentException>("limits", () => Lay(3, 12, 65, 72, [0, 1], 7, 255));
        Assert.Throws<ArgumentException>("rowClasses", () => Lay(3, 12, 65, 72, [0], 7, 255));
        Assert.Throws<ArgumentException>("columnClasses", () => Lay(3, 12, 65, 72, [0, 0], 8, 255));
        Assert.Throws<ArgumentOutOfRangeException>("greatest", () => Lay(3, 12, 65, 72, [0, 0], 7, 0));
        Assert.Throws<ArgumentOutOfRangeException>("greatest", () => Lay(3, 12, 65, 72, [0, 0], 7, 32769));
        Assert.Throws<ArgumentException>("window", () => Lay(3, 12, 65, 72, [0, 0], 7, 5462));
        Assert.Throws<ArgumentException>("window", () => new PatternConvolution(default, 1, [], 1, [], [], [], 1));
    }

    private static void AssertFits(bool expected, SlidingWindow window, int channels, int greatest)
    {
        Assert.Equal(expected, PatternConvolution.Fits(window, channels, greatest));
        PatternConvolution Lay() => new(
            window,
            channels,
            new ulong[window.Taps * channels],
            1,
            new int[8],
            new byte[window.OutputHeight],
            new byte[window.OutputWidth],
            greatest);
        if (expected)
        {
            Lay();
        }
        else
        {
            var error = Assert.Throws<ArgumentException>(nameof(window), Lay);
            Assert.Contains("strides and dilations of 1", error.Message, StringComparison.Ordinal);
        }
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

    /// <summary>
    /// Bytes, steps of an image and extremes of both, with one class of limits and with one per border. The general kernel has to agree, also where
    /// values are too great for patterns.
    /// </summary>
    private static void Check(SlidingWindow window, int channels, int outputs, Random random)
    {
        if (window.OutputHeight < 1 || window.OutputWidth < 6)
            return;
        var layer = new GroupedLayer(window, 1, channels, outputs);
        int most = short.MaxValue / layer.Rows;
        int[] greatest = [.. Enumerable.Range(0, layer.ImageLength).Select(_ => random.Next(8) == 0 ? random.Next(256) : 255)];
        int[] steps = [.. greatest.Select(_ => random.Next(-Math.Min(most, 1000), Math.Min(most, 1000) + 1))];
        int[] extremes = [.. greatest.Select(_ => random.Next(2) == 0 ? -most : most)];
        int[] past = [.. greatest.Select(_ => short.MinValue + random.Next(2))];
        foreach (int[] values in (int[][])[greatest, steps, extremes, past])
        {
            // Rows of equal signs now and then, so that a sum is as great as its terms allow.
            var signs = random.Next(2) == 0
                ? SignImage.Random(layer.Rows, outputs, random)
                : new SignImage(layer.Rows, outputs, (_, n) => n % 2 == 0);
            int[] sums = Sums(layer, signs, values);
            byte[] ofBorders = [.. Enumerable.Range(0, window.OutputWidth).Select(j => (byte)(j == 0 ? 1 : j == window.OutputWidth - 1 ? 2 : 0))];
            CheckClasses(layer, signs, values, sums, values == greatest, new byte[window.OutputHeight], new byte[window.OutputWidth], random);
            CheckClasses(layer, signs, values, sums, values == greatest, [.. OfRows(window.OutputHeight)], ofBorders, random);
        }
    }

    private static IEnumerable<byte> OfRows(int rows) => Enumerable.Range(0, rows).Select(i => (byte)(i == 0 ? 0 : 3));

    private static int[] Sums(GroupedLayer layer, SignImage signs, int[] values)
    {
        int[] sums = new int[layer.SumCount];
        foreach (var (pixel, i, j) in layer.Window.Results())
        {
            foreach (var tap in layer.Window.Taps(i, j))
            {
                for (int c = 0; c < layer.Channels; c++)
                {
                    var (row, value) = ((tap.Tap * layer.Channels) + c, values[(tap.Pixel * layer.Channels) + c]);
                    for (int n = 0; n < layer.Outputs; n++)
                        sums[(pixel * layer.Outputs) + n] += signs[row, n] * value;
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
        int[] limits = Enumerable.Repeat(int.MaxValue, (rowClasses.Max() + columnClasses.Max() + 1) * padded).ToArray();
        int LimitAt(int i, int j, int n) => ((rowClasses[i] + columnClasses[j]) * padded) + n;
        int[] far = [int.MinValue, int.MinValue + 1, -32769, -32768, -32767, 32766, 32767, 32768, 32769, int.MaxValue - 1, int.MaxValue];
        foreach (var (pixel, i, j) in window.Results())
        {
            for (int n = 0; n < outputs; n++)
            {
                if (limits[LimitAt(i, j, n)] == int.MaxValue || random.Next(4) == 0)
                    limits[LimitAt(i, j, n)] = random.Next(8) == 0 ? far[random.Next(far.Length)] : sums[(pixel * outputs) + n] + random.Next(2);
            }
        }

        ulong[] expected = [.. window.Results().SelectMany(at => SignMatrix.Pack([.. Enumerable.Range(0, padded)
            .Select(n => n < outputs && sums[(at.Pixel * outputs) + n] >= limits[LimitAt(at.I, at.J, n)])]))];
        int greatest = Math.Max(1, values.Max(Math.Abs));
        short[] shorts = [.. values.Select(value => (short)value)];
        byte[] bytes = areBytes ? [.. values.Select(value => (byte)value)] : [];
        ulong[] weights = signs.Packed();
        AssertBits("SignedConvolution", output => SignedConvolution.Threshold(
            shorts, window, weights, outputs, limits, rowClasses, columnClasses, output.Span));
        if (!PatternConvolution.Fits(window, layer.Channels, greatest))
            return;

        var laid = new PatternConvolution(window, layer.Channels, weights, outputs, limits, rowClasses, columnClasses, greatest);
        AssertBits("words of 16 bits", output => laid.Threshold(shorts, output.Span));
        if (areBytes)
            AssertBits("bytes", output => laid.Threshold(bytes, output.Span));
        if (!PixelLanes128.IsSupported)
            return;

        OfWidth<PixelLanes128>();
        if (PixelLanes256.IsSupported)
            OfWidth<PixelLanes256>();
        if (PixelLanes512.IsSupported)
            OfWidth<PixelLanes512>();

        void OfWidth<TLanes>() where TLanes : struct, IPixelLanes<TLanes>
        {
            AssertBits($"words of 16 bits, {typeof(TLanes).Name}", output => laid.Threshold<TLanes, short>(shorts, output.Span));
            if (areBytes)
                AssertBits($"bytes, {typeof(TLanes).Name}", output => laid.Threshold<TLanes, byte>(bytes, output.Span));
        }

        void AssertBits(string what, Action<Guarded<ulong>> threshold)
        {
            var output = new Guarded<ulong>(expected.Length);
            threshold(output);
            output.AssertIs(expected, $"{what}, {layer}, seed {Seed}");
        }
    }
}
