// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Lanes;
using BnnCompiler.Runtime.Tests.Registers.Lanes;

namespace BnnCompiler.Runtime.Tests.Kernels.Xnor;

public sealed class XnorConvolutionTests
{
    private const int Seed = 3001;

    private static readonly int[] SomeChannels = [1, 2, 63, 64, 65, 130];

    private static readonly int[] SomeOutputs = [1, 3, 8, 9, 64, 65];

    [Fact]
    public void Dot_sums_the_products_of_the_taps_on_the_image()
    {
        var random = new Random(Seed);
        foreach (var window in Windows.OfEveryKind(random, 150))
            CheckDot(window, SomeChannels[random.Next(6)], SomeOutputs[random.Next(6)], random);
    }

    [Fact]
    public void Dot_is_exact_where_byte_counters_fill_up()
    {
        // Runs of 4 to 33 words three or five times over: short and long for every register, and past the 31 words a byte holds.
        var random = new Random(Seed);
        foreach (int channels in (int[])[256, 449, 640, 700])
        {
            CheckDot(new(4, 4, 3, 3, 4, 4, Top: 1, Left: 1), channels, 9, random);
            CheckDot(new(6, 5, 5, 3, 1, 2, Left: 1), channels, 9, random);
            CheckDot(new(5, 5, 3, 3, 5, 5, Top: 2, Left: 2, DilationY: 2, DilationX: 2), channels, 9, random);
        }

        CheckDot(new(3, 3, 3, 3, 1, 1), (31 * 64) + 5, 3, random);
        CheckDot(new(3, 3, 1, 1, 3, 3), (256 * 64) + 5, 3, random);

        // More words under the taps than are gathered on the stack.
        CheckDot(new(4, 4, 3, 3, 2, 2), (120 * 64) + 5, 3, random);
    }

    [Fact]
    public void Dot_is_exact_where_every_bit_differs()
    {
        foreach (int words in (int[])[1, 3, 4, 10, 11, 31, 32])
        {
            ulong[] image = Enumerable.Repeat(ulong.MaxValue, 25 * words).ToArray();
            var sums = new Guarded<int>(25);
            XnorConvolution.Dot(image, new(5, 5, 3, 3, 5, 5, Top: 1, Left: 1), new ulong[9 * words * 8], words * 64, sums.Span);
            int[] validTaps = [4, 6, 6, 6, 4, 6, 9, 9, 9, 6, 6, 9, 9, 9, 6, 6, 9, 9, 9, 6, 4, 6, 6, 6, 4];
            sums.AssertIs([.. validTaps.Select(taps => -64 * words * taps)], $"{words} words");
        }
    }

    [Fact]
    public void Bit_is_set_up_to_the_limit_of_its_class_and_not_beyond()
    {
        var random = new Random(Seed);
        foreach (var window in Windows.OfEveryKind(random, 150))
            CheckThreshold(window, SomeChannels[random.Next(6)], SomeOutputs[random.Next(6)], random);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        var window = new SlidingWindow(2, 2, 1, 1, 2, 2);
        ulong[] four = new ulong[4];
        ulong[] eight = new ulong[8];
        byte[] classes = new byte[2];
        var error = Assert.Throws<ArgumentException>("weights", () => XnorConvolution.Dot(four, window, new ulong[7], 64, new int[4]));
        Assert.Contains("Found 7 elements, expected 8", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => XnorConvolution.Dot(four, window, eight, 65, new int[4]));
        Assert.Throws<ArgumentException>("image", () => XnorConvolution.Dot(four, window, eight, -1, new int[4]));
        Assert.Throws<ArgumentException>("sums", () => XnorConvolution.Dot(four, window, eight, 64, new int[5]));

        void Threshold(int image, int weights, int limits, int rows, int columns, int output) => XnorConvolution.Threshold(
            new ulong[image], window, new ulong[weights], new int[limits], new byte[rows], new byte[columns], new ulong[output]);
        Threshold(4, 8, 8, 2, 2, 4);
        Assert.Throws<ArgumentException>("image", () => Threshold(5, 8, 8, 2, 2, 4));
        Assert.Throws<ArgumentException>("weights", () => Threshold(0, 8, 8, 2, 2, 4));
        Assert.Throws<ArgumentException>("weights", () => Threshold(4, 9, 8, 2, 2, 4));
        Assert.Throws<ArgumentException>("limits", () => Threshold(4, 8, 0, 2, 2, 4));
        Assert.Throws<ArgumentException>("limits", () => Threshold(4, 8, 9, 2, 2, 4));
        Assert.Throws<ArgumentException>("rowClasses", () => Threshold(4, 8, 8, 3, 2, 4));
        Assert.Throws<ArgumentException>("columnClasses", () => Threshold(4, 8, 8, 2, 1, 4));
        Assert.Throws<ArgumentException>("output", () => Threshold(4, 8, 8, 2, 2, 5));
        Assert.Throws<ArgumentException>("limits", () => XnorConvolution.Threshold(four, window, eight, new int[16], [0, 1], [1, 0], four));
        Assert.Throws<ArgumentException>("rowClasses", () => XnorConvolution.Threshold(four, window, eight, new int[8], [], classes, four));
    }

    [Fact]
    public void Windows_that_slide_over_nothing_are_refused()
    {
        SlidingWindow[] windows =
        [
            default, new(0, 1, 1, 1, 1, 1), new(1, 1, 1, -1, 1, 1), new(1, 1, 1, 1, 1, 1, StrideY: 0), new(1, 1, 1, 1, 1, 1, Left: -1),
            new(1, 1, 1, 1, 1, 1, DilationX: 0), new(65536, 65536, 1, 1, 1, 1), new(1, 1, 65536, 65536, 1, 1), new(1, 1, 1, 1, 65536, 65536),
        ];
        foreach (var window in windows)
        {
            var error = Assert.Throws<ArgumentException>("window", () => XnorConvolution.Dot([], window, [], 1, []));
            Assert.Contains("expected sizes, strides and dilations of at least 1", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_window_of_extreme_steps_reads_only_the_image()
    {
        var sums = new Guarded<int>(4);
        const int Far = int.MaxValue;
        XnorConvolution.Dot([1], new(1, 1, 2, 2, 2, 2, Far, Far, Far, Far, Far, Far), [.. Enumerable.Repeat(1ul, 32)], 1, sums.Span);
        sums.AssertIs([1, 1, 1, 1], "one tap each");
    }

    private static void CheckDot(SlidingWindow window, int channels, int outputs, Random random)
    {
        var image = SignImage.Random(window.Pixels, channels, random);
        var kernel = new BitKernel(outputs, window.Taps, channels, random);
        var sums = new Guarded<int>(window.OutputPixels * outputs);

        XnorConvolution.Dot(image.Packed(), window, kernel.Interleaved(), channels, sums.Span);

        int[] expected = new int[sums.Span.Length];
        foreach (var (pixel, i, j) in window.Results())
            for (int n = 0; n < outputs; n++)
                foreach (var (at, tap) in window.Taps(i, j))
                    for (int c = 0; c < channels; c++)
                        expected[(pixel * outputs) + n] += image[at, c] * kernel[n, tap, c];
        sums.AssertIs(expected, $"{window}, {channels} channels, {outputs} outputs, seed {Seed}");
        EveryLanes.Check(new DotCheck(image.Packed(), window, kernel.Interleaved(), channels, expected, $"{window}, {outputs} outputs"));
    }

    private static void CheckThreshold(SlidingWindow window, int channels, int outputs, Random random)
    {
        var image = SignImage.Random(window.Pixels, channels, random);
        var kernel = new BitKernel(outputs, window.Taps, channels, random);
        byte[] rowClasses = [.. Enumerable.Range(0, window.OutputHeight).Select(_ => (byte)(2 * random.Next(2)))];
        byte[] columnClasses = [.. Enumerable.Range(0, window.OutputWidth).Select(_ => (byte)random.Next(2))];

        // Every class has a limit that some pixel just meets, and padding has one that none does.
        int[] limits = Enumerable.Repeat(-1, 4 * kernel.PaddedOutputs).ToArray();
        int Differing(int i, int j, int n) => kernel.Differing(image, window.Taps(i, j), n);
        int LimitAt(int i, int j, int n) => ((rowClasses[i] + columnClasses[j]) * kernel.PaddedOutputs) + n;
        foreach (var (_, i, j) in window.Results())
            for (int n = 0; n < outputs; n++)
                limits[LimitAt(i, j, n)] = Differing(i, j, n) + random.Next(-1, 1);
        var output = new Guarded<ulong>(window.OutputPixels * ((kernel.PaddedOutputs + 63) / 64));

        XnorConvolution.Threshold(image.Packed(), window, kernel.Interleaved(), limits, rowClasses, columnClasses, output.Span);

        ulong[] expected = [.. window.Results().SelectMany(at => SignMatrix.Pack([.. Enumerable.Range(0, kernel.PaddedOutputs)
            .Select(n => n < outputs && Differing(at.I, at.J, n) <= limits[LimitAt(at.I, at.J, n)])]))];
        output.AssertIs(expected, $"{window}, {channels} channels, {outputs} outputs, seed {Seed}");
        EveryLanes.Check(new ThresholdCheck(
            image.Packed(), window, kernel.Interleaved(), limits, rowClasses, columnClasses, expected, $"{window}, {channels} channels"));
    }

    private sealed record DotCheck(ulong[] Image, SlidingWindow Window, ulong[] Weights, int Channels, int[] Expected, string Layer) : ILaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            var dots = new Guarded<int>(Expected.Length);
            XnorConvolution.Dot<TLanes>(Image, Window, Weights, Channels, dots.Span);
            dots.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }

    private sealed record ThresholdCheck(
        ulong[] Image,
        SlidingWindow Window,
        ulong[] Weights,
        int[] Limits,
        byte[] RowClasses,
        byte[] ColumnClasses,
        ulong[] Expected,
        string Layer) : ILaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            var output = new Guarded<ulong>(Expected.Length);
            XnorConvolution.Threshold<TLanes>(Image, Window, Weights, Limits, RowClasses, ColumnClasses, output.Span);
            output.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }
}
