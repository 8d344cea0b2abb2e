// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Tests.Kernels.Rows;

public sealed class SlicedConvolutionTests
{
    private const int Seed = 3002;

    private static readonly int[] SomeChannels = [1, 2, 3, 31, 32, 33, 63, 64, 65, 130];

    private static readonly int[] SomeOutputs = [1, 3, 63, 64, 65, 128, 129, 192, 257, 513];

    /// <summary>The kernel as it chooses its registers, and with each of them; a pixel of the result has at least one register.</summary>
    private static readonly (int Words, Kernel Run)[] Kernels =
    [
        (1, (c, output) => SlicedConvolution.Threshold(
            c.Image, c.Window, c.Channels, c.RowsOfInputs, c.LimitPlanes, c.RowClasses, c.ColumnClasses, c.Outputs, output)),
        (Bits64.Words, Run<Bits64>),
        (Bits128.Words, Run<Bits128>),
        (Bits256.Words, Run<Bits256>),
        (Bits512.Words, Run<Bits512>),
    ];

    private delegate void Kernel(ThresholdedConvolution convolution, Span<ulong> output);

    [Fact]
    public void Bit_is_set_from_the_limit_of_its_class_on()
    {
        var random = new Random(Seed);
        foreach (var window in Windows.OfEveryKind(random, 100))
            Check(new(window, SomeChannels[random.Next(10)], SomeOutputs[random.Next(10)], 0.5, 0.5, random));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(0.5, 0)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    public void Sums_are_exact_where_all_inputs_or_all_weights_agree(double active, double positive)
    {
        var random = new Random(Seed);
        foreach (int channels in (int[])[1, 3, 64, 100])
        {
            foreach (int outputs in (int[])[1, 65, 300, 513])
                Check(new(new(4, 4, 3, 3, 4, 4, Top: 1, Left: 1), channels, outputs, active, positive, random));
        }
    }

    [Fact]
    public void Channels_of_several_tiles_are_all_counted()
    {
        // A tile has 16 KB of weights: 64 channels of 32 words, 192 of 10, 2,048 of one. Every tile and tap fills up a block of its own.
        var random = new Random(Seed);
        foreach (var (channels, outputs) in ((int, int)[])[(130, 2049), (385, 600), (2049, 3)])
        {
            foreach (double active in (double[])[0.02, 0.5, 1])
                Check(new(new(2, 2, 3, 2, 2, 2, Top: 1, Left: 1), channels, outputs, active, 0.5, random));
        }
    }

    [Fact]
    public void Pixels_of_several_bands_are_all_counted()
    {
        // 16 K words of counters: with nine words of outputs that are some 40 to 60 pixels.
        var random = new Random(Seed);
        Check(new(new(9, 17, 3, 3, 9, 17, Top: 1, Left: 1), 20, 570, 0.5, 0.5, random));
        Check(new(new(20, 30, 2, 2, 10, 15, StrideY: 2, StrideX: 2), 5, 1025, 0.5, 0.5, random));
        Check(new(new(40, 70, 1, 1, 40, 70), 3, 65, 0.5, 0.5, random));
    }

    [Fact]
    public void A_window_of_extreme_steps_reads_only_the_image()
    {
        // The pixel is under a tap of each result pixel of the first window, and under the first and none else of the others.
        const int Far = int.MaxValue;
        var random = new Random(Seed);
        for (int sample = 0; sample < 10; sample++)
        {
            Check(new(new(1, 1, 2, 2, 2, 2, Far, Far, Far, Far, Far, Far), 1, 9, 1, 0.5, random));
            Check(new(new(1, 1, 1, 1, 5, 5, StrideY: 1 << 30, StrideX: 1 << 30), 1, 9, 1, 0.5, random));
            Check(new(new(1, 1, 5, 5, 1, 1, DilationY: 1 << 30, DilationX: 1 << 30), 1, 9, 1, 0.5, random));
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        // Four pixels of two words, four taps of 70 channels, 65 outputs: 281 rows of two words, and ten planes for each class.
        var window = new SlidingWindow(2, 2, 2, 2, 1, 2, Left: 1);
        void Threshold(int image, int channels, int weights, int limits, int rows, int columns, int outputs, int output) =>
            SlicedConvolution.Threshold(
            new ulong[image], window, channels, new ulong[weights], new ulong[limits], new byte[rows], new byte[columns], outputs, new ulong[output]);
        Threshold(8, 70, 562, 20, 1, 2, 65, 4);
        var weights = Assert.Throws<ArgumentException>("weights", () => Threshold(8, 70, 560, 20, 1, 2, 65, 4));
        Assert.Contains("Found 560 elements, expected 562", weights.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => Threshold(7, 70, 562, 20, 1, 2, 65, 4));
        Assert.Throws<ArgumentException>("image", () => Threshold(8, 64, 562, 20, 1, 2, 65, 4));
        Assert.Throws<ArgumentException>("channels", () => Threshold(8, 0, 562, 20, 1, 2, 65, 4));
        Assert.Throws<ArgumentException>("limits", () => Threshold(8, 70, 562, 18, 1, 2, 65, 4));
        Assert.Throws<ArgumentException>("limits", () => Threshold(8, 70, 562, 40, 1, 2, 65, 4));
        Assert.Throws<ArgumentException>("rowClasses", () => Threshold(8, 70, 562, 20, 2, 2, 65, 4));
        Assert.Throws<ArgumentException>("columnClasses", () => Threshold(8, 70, 562, 20, 1, 1, 65, 4));
        Assert.Throws<ArgumentException>("outputs", () => Threshold(8, 70, 562, 20, 1, 2, 0, 4));
        Assert.Throws<ArgumentException>("output", () => Threshold(8, 70, 562, 20, 1, 2, 64, 4));
        Assert.Throws<ArgumentException>("output", () => Threshold(8, 70, 562, 20, 1, 2, 65, 2));
        Assert.Throws<ArgumentException>("window", () => SlicedConvolution.Threshold([], default, 1, [], [], [], [], 1, []));

        // A tile is 64 channels at least, and its rows begin at places of two bytes.
        Assert.Throws<ArgumentException>("output", () => SlicedConvolution.Threshold(
            new ulong[1], new(1, 1, 1, 1, 1, 1), 1, new ulong[256], new ulong[6 * 128], [0], [0], 128 * 64, new ulong[128]));
    }

    private static void Run<TBits>(ThresholdedConvolution c, Span<ulong> output) where TBits : struct, IBits<TBits> =>
        SlicedConvolution.Threshold<TBits>(c.Image, c.Window, c.Channels, c.RowsOfInputs, c.LimitPlanes, c.RowClasses, c.ColumnClasses, output);

    private static void Check(ThresholdedConvolution convolution)
    {
        int wordsPerPixel = (convolution.Outputs + 63) / 64;
        foreach (var (words, run) in Kernels.Where(kernel => kernel.Words <= wordsPerPixel))
        {
            var output = new Guarded<ulong>(convolution.Expected.Length);

            run(convolution, output.Span);

            // With a given register the bits behind the last output are nobody's.
            for (int last = wordsPerPixel - 1; words > 0 && last < output.Span.Length; last += wordsPerPixel)
                output.Span[last] &= ulong.MaxValue >> (-convolution.Outputs & 63);
            output.AssertIs(convolution.Expected, $"{convolution}, {words} words, seed {Seed}");
        }
    }
}
