// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Tests.Kernels.Pixels;

public sealed class PixelConvolutionTests
{
    private const int Seed = 3003;

    private static readonly int[] SomeChannels = [1, 2, 3, 31, 32, 63, 64, 65, 130];

    private static readonly int[] SomeOutputs = [1, 3, 63, 64, 65, 129];

    [Fact]
    public void Bit_is_set_from_the_limit_of_its_class_on()
    {
        var random = new Random(Seed);
        foreach (var window in Windows.OfEveryKind(random, 150))
            Check(new(WithoutSteps(window), SomeChannels[random.Next(9)], SomeOutputs[random.Next(6)], 0.5, 0.5, random));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(0.5, 0)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    [InlineData(0.5, 0.1)]
    [InlineData(0.5, 0.9)]
    public void Sums_are_exact_whatever_sign_of_weights_is_counted(double active, double positive)
    {
        var random = new Random(Seed);
        foreach (int channels in (int[])[1, 3, 64, 100])
        {
            Check(new(new(4, 5, 3, 3, 4, 5, Top: 1, Left: 1), channels, 65, active, positive, random));
            Check(new(new(9, 9, 1, 1, 9, 9), channels, 3, active, positive, random));
        }
    }

    [Fact]
    public void Images_of_every_width_are_cut_in_tiles_and_groups()
    {
        // With 3 columns of taps a tile has 62 columns, with 5 60, with one 64; rows of 1, 2, 3 to 4 and more bytes are written differently.
        var random = new Random(Seed);
        foreach (int width in (int[])[1, 7, 8, 9, 15, 16, 17, 24, 25, 31, 32, 33, 40, 48, 56, 60, 61, 62, 63, 64, 65, 66, 124, 125, 129, 200])
        {
            foreach (int kernel in (int[])[1, 2, 3, 5])
            {
                Check(new(new(5, width, kernel, kernel, 5, width, Top: kernel / 2, Left: kernel / 2), 3, 5, 0.5, 0.5, random));
                if (width >= kernel)
                    Check(new(new(kernel + 2, width, kernel, kernel, 3, width - kernel + 1), 65, 2, 0.5, 0.5, random));
            }
        }
    }

    [Fact]
    public void Images_of_every_height_are_cut_in_groups()
    {
        var random = new Random(Seed);
        for (int height = 1; height <= 70; height += random.Next(1, 6))
            Check(new(new(height, 6, 3, 3, height, 6, Top: 1, Left: 1), 5, 9, 0.5, 0.5, random));
    }

    [Fact]
    public void Many_channels_are_all_counted()
    {
        var random = new Random(Seed);
        Check(new(new(3, 3, 3, 3, 1, 1), 700, 3, 1, 1, random));
        Check(new(new(3, 3, 3, 3, 3, 3, Top: 1, Left: 1), 513, 70, 0.5, 0.5, random));
        Check(new(new(1, 1, 1, 1, 1, 1), 9000, 2, 0.5, 0.5, random));
    }

    [Fact]
    public void Padding_wider_than_the_image_adds_nothing()
    {
        // Whole tiles and groups lie in the padding, on all sides; channels of two words, so that the last pixel's second word is the image's last.
        var random = new Random(Seed);
        Check(new(new(2, 3, 1, 1, 3, 200), 70, 2, 1, 0.5, random));
        Check(new(new(2, 3, 3, 3, 90, 4, Top: 2, Left: 1), 70, 2, 1, 0.5, random));
        Check(new(new(2, 3, 3, 3, 90, 150, Top: 44, Left: 75), 70, 2, 1, 0.5, random));
        Check(new(new(2, 100, 2, 2, 3, 300, Top: 1, Left: 100), 70, 2, 1, 0.5, random));
    }

    [Fact]
    public void Kernels_as_wide_as_a_word_are_counted_and_wider_ones_refused()
    {
        var random = new Random(Seed);
        foreach (int width in (int[])[63, 64])
        {
            Check(new(new(2, width, 1, width, 2, 1), 3, 2, 0.5, 0.5, random));
            Check(new(new(1, 70, 1, width, 1, 70, Left: 30), 3, 2, 0.5, 0.5, random));
        }

        var error = Assert.Throws<ArgumentException>(
            "window", () => new PixelConvolution(new(1, 70, 1, 65, 1, 6), 1, new ulong[2], new int[1], new byte[1], new byte[6]));
        Assert.Contains("at most 64 columns of taps", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_do_not_change_each_other()
    {
        var random = new Random(Seed);
        var large = new ThresholdedConvolution(new(12, 20, 3, 3, 12, 20, Top: 1, Left: 1), 40, 30, 0.5, 0.5, random);
        var small = new ThresholdedConvolution(new(3, 3, 2, 2, 2, 2), 3, 4, 0.5, 0.5, random);
        PixelConvolution ofLarge = Laid(large), ofSmall = Laid(small);
        for (int call = 0; call < 3; call++)
        {
            Check(ofLarge, large, 0);
            Check(ofSmall, small, 0);
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        // Four taps of 70 channels are five words for each of three outputs.
        var window = new SlidingWindow(2, 2, 2, 2, 1, 2, Left: 1);
        PixelConvolution Lay(int channels, int weights, int limits, int rows, int columns) =>
            new(window, channels, new ulong[weights], new int[limits], new byte[rows], new byte[columns]);
        var laid = Lay(70, 15, 3, 1, 2);
        laid.Threshold(new ulong[8], new ulong[2]);
        var image = Assert.Throws<ArgumentException>("image", () => laid.Threshold(new ulong[7], new ulong[2]));
        Assert.Contains("Found 7 elements, expected 8", image.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("output", () => laid.Threshold(new ulong[8], new ulong[3]));
        Assert.Throws<ArgumentException>("channels", () => Lay(0, 15, 3, 1, 2));
        Assert.Throws<ArgumentException>("weights", () => Lay(70, 14, 3, 1, 2));
        Assert.Throws<ArgumentException>("limits", () => Lay(70, 15, 4, 1, 2));
        Assert.Throws<ArgumentException>("limits", () => new PixelConvolution(window, 70, new ulong[15], new int[5], [1], new byte[2]));
        Assert.Throws<ArgumentException>("rowClasses", () => Lay(70, 15, 3, 2, 2));
        Assert.Throws<ArgumentException>("columnClasses", () => Lay(70, 15, 3, 1, 3));
        Assert.Throws<ArgumentException>("window", () => new PixelConvolution(default, 1, [], [], [], []));
        SlidingWindow[] windows =
            [window with { StrideY = 2 }, window with { StrideX = 2 }, window with { DilationY = 2 }, window with { DilationX = 2 }];
        foreach (var steps in windows)
        {
            var error = Assert.Throws<ArgumentException>(
                "window", () => new PixelConvolution(steps, 70, new ulong[15], new int[3], new byte[1], new byte[2]));
            Assert.Contains("strides and dilations of 1", error.Message, StringComparison.Ordinal);
        }
    }

    private static SlidingWindow WithoutSteps(SlidingWindow window) => window with { StrideY = 1, StrideX = 1, DilationY = 1, DilationX = 1 };

    private static PixelConvolution Laid(ThresholdedConvolution c) =>
        new(c.Window, c.Channels, c.RowsOfOutputs, c.Limits, c.RowClasses, c.ColumnClasses);

    private static void Check(ThresholdedConvolution c)
    {
        Check(Laid(c), c, 0);
        foreach (int words in (int[])[Bits64.Words, Bits128.Words, Bits256.Words, Bits512.Words])
            Check(new(c.Window, c.Channels, c.RowsOfOutputs, c.Limits, c.RowClasses, c.ColumnClasses, words), c, words);
    }

    private static void Check(PixelConvolution laid, ThresholdedConvolution c, int words)
    {
        var output = new Guarded<ulong>(c.Expected.Length);
        laid.Threshold(c.Image, output.Span);
        output.AssertIs(c.Expected, $"{c}, {words} words, seed {Seed}");
    }
}
