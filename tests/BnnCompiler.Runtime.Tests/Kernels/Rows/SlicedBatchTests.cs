// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Tests.Kernels.Rows;

public sealed class SlicedBatchTests
{
    private const int Seed = 20162;

    /// <summary>The kernel as it chooses its registers, and with each of them; an output has at least one register.</summary>
    private static readonly (int Words, BitKernel Run)[] BitKernels =
    [
        (1, SlicedBatch.Threshold),
        (Bits64.Words, WithBits<Bits64>),
        (Bits128.Words, WithBits<Bits128>),
        (Bits256.Words, WithBits<Bits256>),
        (Bits512.Words, WithBits<Bits512>),
    ];

    private static readonly (int Words, PixelKernel Run)[] PixelKernels =
    [
        (1, SlicedBatch.Threshold),
        (Bits64.Words, WithPixels<Bits64>),
        (Bits128.Words, WithPixels<Bits128>),
        (Bits256.Words, WithPixels<Bits256>),
        (Bits512.Words, WithPixels<Bits512>),
    ];

    private delegate void BitKernel(
        ReadOnlySpan<ulong> inputs,
        int inputStride,
        int rowLength,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int outputs,
        Span<ulong> output,
        int outputStride,
        int count);

    private delegate void PixelKernel(
        ReadOnlySpan<byte> pixels,
        int pixelStride,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int outputs,
        Span<ulong> output,
        int outputStride,
        int count);

    [Fact]
    public void Every_example_has_its_own_bits_however_many_there_are()
    {
        var random = new Random(Seed);
        for (int count = 1; count <= 9; count++)
            Check(SignMatrix.Random(300, 200, random), Examples(count, 200, 0.5, random), 200, random);
        Check(SignMatrix.Random(70, 90, random), Examples(64, 90, 0.5, random), 90, random);
        Check(SignMatrix.Random(520, 33, random), Examples(65, 33, 0.5, random), 33, random);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(129)]
    [InlineData(700)]
    public void Any_number_of_inputs_is_counted_and_any_number_of_outputs_written(int inputs)
    {
        var random = new Random(Seed);
        foreach (int outputs in (int[])[1, 63, 64, 65, 128, 130, 256, 257, 500, 512, 513, 640, 1030])
        {
            Check(SignMatrix.Random(outputs, inputs, random), Examples(3, inputs, 0.4, random), inputs, random);
            CheckPixels(SignMatrix.Random(outputs, inputs, random), Pixels(3, inputs, random), random);
        }
    }

    [Fact]
    public void Inputs_of_several_parts_are_all_counted()
    {
        // A tile has 512 rows of 512 bits and eight times as many of 64.
        var random = new Random(Seed);
        foreach (int inputs in (int[])[511, 512, 513, 1024, 1055, 4095, 4096, 4097, 5000, 8300])
        {
            Check(SignMatrix.Random(515, inputs, random), Examples(2, inputs, 0.5, random), inputs, random);
            Check(new(3, inputs, (n, _) => n == 0), Examples(3, inputs, 1, random), inputs, random);
        }

        foreach (int inputs in (int[])[513, 4097])
        {
            CheckPixels(SignMatrix.Random(515, inputs, random), Pixels(2, inputs, random), random);
            CheckPixels(new(3, inputs, (n, _) => n == 0), [[.. Enumerable.Repeat((byte)255, inputs)]], random);
        }
    }

    [Fact]
    public void Any_two_shares_of_active_inputs_make_a_pair()
    {
        var random = new Random(Seed);
        double[] shares = [0, 0.1, 0.5, 0.9, 1];
        foreach (int inputs in (int[])[64, 100])
        {
            foreach (double first in shares)
            {
                foreach (double second in shares)
                    Check(
                        SignMatrix.Random(330, inputs, random),
                        [.. Examples(1, inputs, first, random), .. Examples(1, inputs, second, random)],
                        inputs,
                        random);
            }
        }
    }

    [Fact]
    public void Pairs_of_one_example_twice_and_of_opposite_ones_are_counted()
    {
        var random = new Random(Seed);
        bool[] example = Examples(1, 150, 0.5, random)[0];
        bool[] opposite = [.. example.Select(bit => !bit)];
        Check(SignMatrix.Random(300, 150, random), [example, example, opposite, example, opposite], 150, random);
    }

    [Fact]
    public void Rows_that_each_begin_in_a_new_word_are_read_without_the_bits_between()
    {
        var random = new Random(Seed);
        foreach (var (rows, length) in ((int, int)[])[(7, 1), (300, 1), (31, 33), (5, 64), (9, 65), (64, 129), (45, 190)])
            Check(SignMatrix.Random(66, rows * length, random), Examples(3, rows * length, 0.5, random), length, random);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        // Three examples of 100 inputs in two words, every fifth word, and 65 outputs in two words, every third: 101 rows, eight planes of limits or
        // twice as many.
        static void Bits(int inputs, int inputStride, int rowLength, int weights, int limits, int outputs, int output, int outputStride, int count) =>
            SlicedBatch.Threshold(
                new ulong[inputs], inputStride, rowLength, new ulong[weights], new ulong[limits], outputs, new ulong[output], outputStride, count);
        Bits(12, 5, 100, 202, 16, 65, 8, 3, 3);
        Bits(20, 5, 100, 202, 32, 65, 9, 3, 3);
        var inputs = Assert.Throws<ArgumentException>("inputs", () => Bits(11, 5, 100, 202, 16, 65, 8, 3, 3));
        Assert.Contains("Found 11 elements, expected at least 12", inputs.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("inputStride", () => Bits(12, 1, 100, 202, 16, 65, 8, 3, 3));
        Assert.Throws<ArgumentException>("rowLength", () => Bits(12, 5, 0, 202, 16, 65, 8, 3, 3));
        Assert.Throws<ArgumentException>("weights", () => Bits(12, 5, 100, 201, 16, 65, 8, 3, 3));
        Assert.Throws<ArgumentException>("weights", () => Bits(12, 5, 100, 204, 16, 65, 8, 3, 3));
        Assert.Throws<ArgumentException>("weights", () => Bits(12, 5, 100, 2, 16, 65, 8, 3, 3));
        Assert.Throws<ArgumentException>("limits", () => Bits(12, 5, 100, 202, 17, 65, 8, 3, 3));
        Assert.Throws<ArgumentException>("outputs", () => Bits(12, 5, 100, 202, 16, 0, 8, 3, 3));
        Assert.Throws<ArgumentException>("output", () => Bits(12, 5, 100, 202, 16, 65, 7, 3, 3));
        Assert.Throws<ArgumentException>("outputStride", () => Bits(12, 5, 100, 202, 16, 65, 8, 1, 3));
        Assert.Throws<ArgumentException>("count", () => Bits(12, 5, 100, 202, 16, 65, 8, 3, 0));

        // Two bytes sum up to 510, which has nine bits.
        static void Bytes(int pixels, int pixelStride, int limits, int count) =>
            SlicedBatch.Threshold(new byte[pixels], pixelStride, new ulong[3], new ulong[limits], 64, new ulong[count], 1, count);
        Bytes(5, 3, 10, 2);
        Assert.Throws<ArgumentException>("pixels", () => Bytes(4, 3, 10, 2));
        Assert.Throws<ArgumentException>("pixelStride", () => Bytes(5, 1, 10, 2));
        Assert.Throws<ArgumentException>("limits", () => Bytes(5, 3, 20, 2));
    }

    private static void WithBits<TBits>(
        ReadOnlySpan<ulong> inputs,
        int inputStride,
        int rowLength,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int outputs,
        Span<ulong> output,
        int outputStride,
        int count)
        where TBits : struct, IBits<TBits> =>
        SlicedBatch.Threshold<TBits>(inputs, inputStride, rowLength, weights, limits, (outputs + 63) / 64, output, outputStride, count);

    private static void WithPixels<TBits>(
        ReadOnlySpan<byte> pixels,
        int pixelStride,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> limits,
        int outputs,
        Span<ulong> output,
        int outputStride,
        int count)
        where TBits : struct, IBits<TBits> =>
        SlicedBatch.Threshold<TBits>(pixels, pixelStride, weights, limits, (outputs + 63) / 64, output, outputStride, count);

    private static bool[][] Examples(int count, int inputs, double share, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, inputs).Select(_ => random.NextDouble() < share).ToArray())];

    private static byte[][] Pixels(int count, int inputs, Random random)
    {
        byte[][] examples = [.. Enumerable.Range(0, count).Select(_ => new byte[inputs])];
        foreach (byte[] example in examples)
            random.NextBytes(example);
        return examples;
    }

    private static void Check(SignMatrix layer, bool[][] examples, int rowLength, Random random)
    {
        long[] limits = Limits(
            layer, [.. examples.Select(example => example.Select(bit => bit ? 1 : 0).ToArray())], layer.FanIn, random, out var expected);
        var ones = Enumerable.Range(0, layer.Neurons).Select(n => Enumerable.Range(0, layer.FanIn).LongCount(k => layer[n, k] == 1));
        var complements = ones.Zip(limits, (w, limit) => Math.Clamp((2 * w) + layer.FanIn + 1 - limit, 0, (2L * layer.FanIn) + 1));
        ulong[] planes = SlicedPlanes.Of(limits, layer.FanIn), both = [.. planes, .. SlicedPlanes.Of([.. complements], layer.FanIn)];
        ulong[][] packed = [.. examples.Select(example => example.Chunk(rowLength).SelectMany(SignMatrix.Pack).ToArray())];
        int stride = packed[0].Length + 3;
        ulong[] inputs = [.. packed.SelectMany(words => (ulong[])[.. words, ulong.MaxValue, 0, 0xF0F0])];
        foreach (var (words, run) in BitKernels.Where(kernel => kernel.Words <= expected.Words))
        {
            foreach (ulong[] anyLimits in (ulong[][])[planes, both])
            {
                expected.AssertAreWritten(
                    (output, outputStride) => run(
                        inputs, stride, rowLength, Rows(layer), anyLimits, layer.Neurons, output, outputStride, examples.Length),
                    $"{examples.Length} examples, {layer} in rows of {rowLength}, {words} words, {anyLimits.Length} words of limits, seed {Seed}");
            }
        }
    }

    private static void CheckPixels(SignMatrix layer, byte[][] examples, Random random)
    {
        long greatest = 255L * layer.FanIn;
        long[] limits = Limits(
            layer, [.. examples.Select(example => example.Select(pixel => (int)pixel).ToArray())], greatest, random, out var expected);
        byte[] pixels = [.. examples.SelectMany(example => (byte[])[.. example, 7, 255])];
        foreach (var (words, run) in PixelKernels.Where(kernel => kernel.Words <= expected.Words))
        {
            expected.AssertAreWritten(
                (output, stride) => run(
                    pixels, layer.FanIn + 2, Rows(layer), SlicedPlanes.Of(limits, greatest), layer.Neurons, output, stride, examples.Length),
                $"{examples.Length} examples of bytes, {layer}, {words} words, seed {Seed}");
        }
    }

    /// <summary>Limits on 2P + B - A that some example just meets or just misses, the extremes, anything; and where they are reached.</summary>
    private static long[] Limits(SignMatrix layer, int[][] examples, long greatest, Random random, out ExpectedBits expected)
    {
        long[][] sums =
            [.. examples.Select(example => Enumerable.Range(0, layer.Neurons).Select(n => layer.Dot(n, example) + greatest).ToArray())];
        long[] limits = [.. Enumerable.Range(0, layer.Neurons).Select(n => random.Next(6) switch
        {
            0 => 0,
            1 => (2 * greatest) + 1,
            2 => random.NextInt64((2 * greatest) + 2),
            3 => sums[random.Next(sums.Length)][n],
            _ => sums[random.Next(sums.Length)][n] + 1,
        })];
        expected = new([.. sums.Select(own => SignMatrix.Pack([.. own.Zip(limits, (sum, limit) => sum >= limit)]))], layer.Neurons);
        return limits;
    }

    /// <summary>A row for each input, and one of zeros.</summary>
    private static ulong[] Rows(SignMatrix layer) => [.. layer.Transposed(), .. new ulong[(layer.Neurons + 63) / 64]];

    private delegate void Writing(Span<ulong> output, int stride);

    /// <summary>The bits of every example.</summary>
    private sealed class ExpectedBits(ulong[][] examples, int outputs)
    {
        private const int Gap = 2;

        public int Words => examples[0].Length;

        /// <summary>They are written, and nothing between them.</summary>
        public void AssertAreWritten(Writing write, string what)
        {
            int stride = Words + Gap;
            var found = new Guarded<ulong>((examples.Length * stride) - Gap);
            write(found.Span, stride);

            // A kernel for one register leaves what is behind the last output to its caller.
            for (int last = Words - 1; last < found.Span.Length; last += stride)
                found.Span[last] &= ulong.MaxValue >> (-outputs & 63);
            ulong[] all = [.. examples.SelectMany(words => (ulong[])[.. words, ulong.MaxValue, ulong.MaxValue])];
            found.AssertIs(all.AsSpan(0, all.Length - Gap), what);
        }
    }
}
