// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Lanes;
using BnnCompiler.Runtime.Tests.Registers.Lanes;

namespace BnnCompiler.Runtime.Tests.Kernels.Xnor;

public sealed class XnorDenseTests
{
    private const int Seed = 20160;

    [Fact]
    public void Dot_is_the_sum_of_products_for_every_shape()
    {
        var random = new Random(Seed);
        foreach (var (neurons, fanIn) in Shapes.OfLayers(random))
            CheckDot(SignMatrix.Random(neurons, fanIn, random), [.. Enumerable.Range(0, fanIn).Select(_ => random.Next(2) == 1)]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Dot_is_exact_where_all_signs_agree_or_all_differ(bool weight, bool input)
    {
        foreach (int fanIn in (int[])[1, 63, 64, 65, 512, 31 * 64, 62 * 64, 248 * 64, (497 * 64) + 1])
            CheckDot(new SignMatrix(9, fanIn, (_, _) => weight), [.. Enumerable.Repeat(input, fanIn)]);
    }

    [Fact]
    public void Every_pair_of_rows_up_to_eight_bits_has_its_dot_product()
    {
        for (int fanIn = 1; fanIn <= 8; fanIn++)
        {
            int rows = 1 << fanIn;
            var allRows = new SignMatrix(rows, fanIn, (n, k) => ((n >> k) & 1) == 1);
            for (int x = 0; x < rows; x++)
                CheckDot(allRows, [.. Enumerable.Range(0, fanIn).Select(k => ((x >> k) & 1) == 1)]);
        }
    }

    [Fact]
    public void Bit_is_set_up_to_the_limit_and_not_beyond()
    {
        var random = new Random(Seed);
        foreach (var (neurons, fanIn) in Shapes.OfLayers(random))
        {
            var layer = SignMatrix.Random(neurons, fanIn, random);
            bool[] input = [.. Enumerable.Range(0, fanIn).Select(_ => random.Next(2) == 1)];
            int[] differing = [.. Enumerable.Range(0, neurons).Select(n => input.Where((bit, k) => bit != (layer[n, k] == 1)).Count())];

            // The limit just met, just missed, the extremes, and a mixture.
            int[][] offsets = [[0], [-1], [1], [-1, 0, 1, int.MinValue / 2, int.MaxValue / 2]];
            foreach (int[] offset in offsets)
            {
                int[] limits = Enumerable.Repeat(-1, layer.PaddedNeurons).ToArray();
                for (int n = 0; n < neurons; n++)
                    limits[n] = differing[n] + offset[n % offset.Length];
                ulong[] packed = SignMatrix.Pack(input), weights = layer.Interleaved();
                var output = new Guarded<ulong>((limits.Length + 63) / 64);

                XnorDense.Threshold(packed, weights, limits, output.Span);

                bool[] expected = [.. Enumerable.Range(0, limits.Length).Select(n => n < neurons && differing[n] <= limits[n])];
                output.AssertIs(SignMatrix.Pack(expected), $"{layer}, offset {offset[0]}, seed {Seed}");
                EveryLanes.Check(new ThresholdCheck(packed, weights, limits, SignMatrix.Pack(expected), $"{layer}, offset {offset[0]}"));
            }
        }
    }

    [Fact]
    public void Spans_need_no_more_than_word_alignment()
    {
        var random = new Random(Seed);
        var layer = SignMatrix.Random(24, 700, random);
        bool[] input = [.. Enumerable.Range(0, 700).Select(_ => random.Next(2) == 1)];
        int[] expected = [.. Enumerable.Range(0, 24).Select(n => layer.Dot(n, AsSigns(input)))];
        for (int shift = 0; shift < 8; shift++)
        {
            ulong[] shifted = [.. new ulong[shift], .. layer.Interleaved()];
            int[] dots = new int[24];
            XnorDense.Dot(SignMatrix.Pack(input), shifted.AsSpan(shift), 700, dots);
            Assert.Equal(expected, dots);
        }
    }

    [Fact]
    public void Dot_of_an_image_counts_every_row_of_it()
    {
        // Two pixels of three channels, 5 = +-+ and 3 = ++-: the second word is no part of a row of six bits.
        int[] dots = new int[1];
        XnorDense.Dot([5, 3], [5, .. new ulong[7], 5, .. new ulong[7]], 6, dots);
        Assert.Equal([3 - 1], dots);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        ulong[] input = new ulong[2];
        var limits = Assert.Throws<ArgumentException>("limits", () => XnorDense.Threshold(input, new ulong[24], new int[12], new ulong[1]));
        Assert.Contains("Found 12 elements, expected a multiple of 8", limits.Message, StringComparison.Ordinal);

        var weights = Assert.Throws<ArgumentException>("weights", () => XnorDense.Threshold(input, new ulong[15], new int[8], new ulong[1]));
        Assert.Contains("Found 15 elements, expected 16", weights.Message, StringComparison.Ordinal);

        Assert.Throws<ArgumentException>("output", () => XnorDense.Threshold(input, new ulong[16], new int[8], new ulong[2]));
        Assert.Throws<ArgumentException>("input", () => XnorDense.Dot(input, new ulong[16], 129, new int[8]));
        Assert.Throws<ArgumentException>("input", () => XnorDense.Dot([], [], -1, []));
        Assert.Throws<ArgumentException>("weights", () => XnorDense.Dot(input, new ulong[16], 128, new int[9]));
    }

    private static int[] AsSigns(bool[] bits) => [.. bits.Select(bit => bit ? 1 : -1)];

    private static void CheckDot(SignMatrix layer, bool[] input)
    {
        ulong[] packed = SignMatrix.Pack(input), weights = layer.Interleaved();
        int[] signs = AsSigns(input);
        int[] expected = [.. Enumerable.Range(0, layer.Neurons).Select(n => layer.Dot(n, signs))];
        var dots = new Guarded<int>(expected.Length);

        XnorDense.Dot(packed, weights, layer.FanIn, dots.Span);

        dots.AssertIs(expected, $"{layer}, seed {Seed}");
        EveryLanes.Check(new DotCheck(packed, weights, layer.FanIn, expected, $"{layer}"));
    }

    private sealed record DotCheck(ulong[] Input, ulong[] Weights, int FanIn, int[] Expected, string Layer) : ILaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            var dots = new Guarded<int>(Expected.Length);
            XnorDense.Dot<TLanes>(Input, Weights, FanIn, dots.Span);
            dots.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }

    private sealed record ThresholdCheck(ulong[] Input, ulong[] Weights, int[] Limits, ulong[] Expected, string Layer) : ILaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            var output = new Guarded<ulong>(Expected.Length);
            XnorDense.Threshold<TLanes>(Input, Weights, Limits, output.Span);
            output.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }
}
