// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Tests.Kernels.Rows;

public sealed class SlicedDenseTests
{
    private const int Seed = 20161;

    /// <summary>Shares of active inputs: none, few, half, most, all.</summary>
    private static readonly double[] Shares = [0, 0.1, 0.5, 0.9, 1];

    /// <summary>The kernel as it chooses its registers, and with each of them; an output has at least one register.</summary>
    private static readonly (int Words, BitKernel Run)[] BitKernels =
    [
        (1, SlicedDense.Threshold),
        (Bits64.Words, (input, rowLength, weights, limits, _, output) => SlicedDense.Threshold<Bits64>(input, rowLength, weights, limits, output)),
        (Bits128.Words, (input, rowLength, weights, limits, _, output) => SlicedDense.Threshold<Bits128>(input, rowLength, weights, limits, output)),
        (Bits256.Words, (input, rowLength, weights, limits, _, output) => SlicedDense.Threshold<Bits256>(input, rowLength, weights, limits, output)),
        (Bits512.Words, (input, rowLength, weights, limits, _, output) => SlicedDense.Threshold<Bits512>(input, rowLength, weights, limits, output)),
    ];

    private static readonly (int Words, PixelKernel Run)[] PixelKernels =
    [
        (1, SlicedDense.Threshold),
        (Bits64.Words, (pixels, weights, limits, _, output) => SlicedDense.Threshold<Bits64>(pixels, weights, limits, output)),
        (Bits128.Words, (pixels, weights, limits, _, output) => SlicedDense.Threshold<Bits128>(pixels, weights, limits, output)),
        (Bits256.Words, (pixels, weights, limits, _, output) => SlicedDense.Threshold<Bits256>(pixels, weights, limits, output)),
        (Bits512.Words, (pixels, weights, limits, _, output) => SlicedDense.Threshold<Bits512>(pixels, weights, limits, output)),
    ];

    private delegate void BitKernel(
        ReadOnlySpan<ulong> input, int rowLength, ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> limits, int outputs, Span<ulong> output);

    private delegate void PixelKernel(
        ReadOnlySpan<byte> pixels, ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> limits, int outputs, Span<ulong> output);

    [Fact]
    public void Bit_is_set_from_the_limit_on_for_any_share_of_active_inputs()
    {
        var random = new Random(Seed);
        foreach (var (outputs, inputs) in SomeShapes(random))
            foreach (double share in Shares)
                Check(SignMatrix.Random(outputs, inputs, random), Some(inputs, share, random), inputs, random);
    }

    [Fact]
    public void Inputs_of_several_chunks_are_all_counted()
    {
        // Lists are made of 8,192 inputs at a time: one less, as many, one more, and so many that the last chunk has less than a block.
        var random = new Random(Seed);
        foreach (int inputs in (int[])[8191, 8192, 8193, 9000, 16384 + 31, 20000])
        {
            Check(SignMatrix.Random(65, inputs, random), Some(inputs, 0.5, random), inputs, random);
            Check(new(3, inputs, (n, _) => n == 0), Some(inputs, 1, random), inputs, random);
            CheckPixels(SignMatrix.Random(65, inputs, random), Pixels(inputs, random), random);
        }

        CheckPixels(new(3, 8200, (n, _) => n == 0), [.. Enumerable.Repeat((byte)255, 8200)], random);
    }

    [Fact]
    public void Outputs_of_several_groups_of_columns_are_all_counted()
    {
        // Columns are added 32 words at a time; the last group overlaps the one before where it is narrower than a register. The last layer's
        // weights do not fit the second-level cache, and are fetched ahead.
        var random = new Random(Seed);
        foreach (var (outputs, inputs) in ((int, int)[])[(2048, 40), (2049, 100), (33 * 64, 65), ((32 * 64) + 500, 64), (4160, 33), (2113, 1500)])
        {
            Check(SignMatrix.Random(outputs, inputs, random), Some(inputs, 0.6, random), inputs, random);
            CheckPixels(SignMatrix.Random(outputs, Math.Min(inputs, 100), random), Pixels(Math.Min(inputs, 100), random), random);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sums_are_exact_where_all_weights_agree(bool weight)
    {
        var random = new Random(Seed);
        foreach (int inputs in (int[])[1, 31, 32, 33, 63, 64, 65, 511, 512, 1023, 1024, 4095, 4096])
        {
            foreach (double share in Shares)
                Check(new(9, inputs, (_, _) => weight), Some(inputs, share, random), inputs, random);
            CheckPixels(new(9, inputs, (_, _) => weight), [.. Enumerable.Repeat((byte)255, inputs)], random);
        }
    }

    [Fact]
    public void Exactly_half_of_the_inputs_and_one_more_give_the_same_bits_either_way()
    {
        var random = new Random(Seed);
        foreach (int inputs in (int[])[2, 63, 64, 65, 784, 785])
        {
            for (int active = (inputs / 2) - 1; active <= (inputs / 2) + 2; active++)
                Check(SignMatrix.Random(70, inputs, random), [.. Some(inputs, active, random)], inputs, random);
        }
    }

    [Fact]
    public void Rows_that_each_begin_in_a_new_word_are_read_without_the_bits_between()
    {
        // 1 and 33 bits fill half of their words or less; rows of 129 bits end within a chunk's last words.
        var random = new Random(Seed);
        foreach (var (rows, length) in ((int, int)[])[(7, 1), (300, 1), (31, 33), (5, 64), (9, 65), (64, 129), (45, 190)])
        {
            foreach (double share in Shares)
                Check(SignMatrix.Random(66, rows * length, random), Some(rows * length, share, random), length, random);
        }
    }

    [Fact]
    public void Bytes_are_summed_by_value()
    {
        var random = new Random(Seed);
        foreach (var (outputs, inputs) in SomeShapes(random).Where((_, i) => i % 3 == 0))
        {
            var layer = SignMatrix.Random(outputs, inputs, random);
            CheckPixels(layer, Pixels(inputs, random), random);
            CheckPixels(layer, new byte[inputs], random);
            CheckPixels(layer, [.. Enumerable.Repeat((byte)255, inputs)], random);
            CheckPixels(layer, [.. Enumerable.Range(0, inputs).Select(k => (byte)(1 << (k % 8)))], random);
        }
    }

    [Fact]
    public void Spans_need_no_more_than_word_alignment()
    {
        var random = new Random(Seed);
        var layer = SignMatrix.Random(520, 200, random);
        bool[] input = Some(200, 0.5, random);
        var (limits, expected) = Limits(layer, [.. input.Select(bit => bit ? 1 : 0)], 1, random);
        for (int shift = 0; shift < 8; shift++)
        {
            ulong[] weights = [.. new ulong[shift], .. Rows(layer)], planes = [.. new ulong[shift], .. SlicedPlanes.Of(limits, 200)];
            var output = new Guarded<ulong>(9);
            SlicedDense.Threshold(SignMatrix.Pack(input), 200, weights.AsSpan(shift), planes.AsSpan(shift), 520, output.Span);
            output.AssertIs(SignMatrix.Pack(expected), $"moved by {shift} words");
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        // 100 inputs in two words, 65 outputs in two words: 101 rows, eight planes of limits or twice as many.
        static void Bits(int input, int rowLength, int weights, int limits, int outputs, int output) =>
            SlicedDense.Threshold(new ulong[input], rowLength, new ulong[weights], new ulong[limits], outputs, new ulong[output]);
        Bits(2, 100, 202, 16, 65, 2);
        Bits(2, 100, 202, 32, 65, 2);
        var weights = Assert.Throws<ArgumentException>("weights", () => Bits(2, 100, 200, 16, 65, 2));
        Assert.Contains("Found 200 elements, expected 202", weights.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("weights", () => Bits(4, 100, 202, 16, 65, 2));
        Assert.Throws<ArgumentException>("limits", () => Bits(2, 100, 202, 14, 65, 2));
        Assert.Throws<ArgumentException>("limits", () => Bits(2, 100, 202, 17, 65, 2));
        Assert.Throws<ArgumentException>("limits", () => Bits(2, 100, 202, 48, 65, 2));
        Assert.Throws<ArgumentException>("input", () => Bits(3, 100, 202, 16, 65, 2));
        Assert.Throws<ArgumentException>("rowLength", () => Bits(2, 0, 202, 16, 65, 2));
        Assert.Throws<ArgumentException>("rowLength", () => Bits(2, -64, 202, 16, 65, 2));
        Assert.Throws<ArgumentException>("outputs", () => Bits(2, 100, 202, 16, 0, 2));
        Assert.Throws<ArgumentException>("output", () => Bits(2, 100, 202, 16, 64, 2));
        Assert.Throws<ArgumentException>("output", () => Bits(2, 100, 202, 16, 65, 3));

        // Two bytes sum up to 510, which has nine bits.
        static void Bytes(int pixels, int weights, int limits, int outputs, int output) =>
            SlicedDense.Threshold(new byte[pixels], new ulong[weights], new ulong[limits], outputs, new ulong[output]);
        Bytes(2, 3, 10, 64, 1);
        Assert.Throws<ArgumentException>("weights", () => Bytes(2, 2, 10, 64, 1));
        Assert.Throws<ArgumentException>("weights", () => Bytes(3, 3, 10, 64, 1));
        Assert.Throws<ArgumentException>("limits", () => Bytes(2, 3, 9, 64, 1));
        Assert.Throws<ArgumentException>("limits", () => Bytes(2, 3, 20, 64, 1));
        Assert.Throws<ArgumentException>("outputs", () => Bytes(2, 3, 10, -1, 1));
        Assert.Throws<ArgumentException>("output", () => Bytes(2, 3, 10, 64, 2));
    }

    private static IEnumerable<(int Outputs, int Inputs)> SomeShapes(Random random)
    {
        for (int k = 1; k <= 130; k += random.Next(1, 4))
            yield return (random.Next(1, 70), k);
        foreach (int outputs in (int[])[1, 63, 64, 65, 128, 129, 191, 193, 256, 257, 320, 449, 512, 513, 700, 1024])
            yield return (outputs, random.Next(1, 200));
        foreach (int inputs in (int[])[255, 256, 257, 511, 543, 544, 783, 1000, 1023, 1025, 2047, 4097])
            yield return (random.Next(1, 40), inputs);
    }

    private static bool[] Some(int count, double share, Random random) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share)];

    /// <summary>Exactly so many of them.</summary>
    private static bool[] Some(int count, int active, Random random)
    {
        bool[] bits = [.. Enumerable.Range(0, count).Select(i => i < active)];
        random.Shuffle(bits);
        return bits;
    }

    private static byte[] Pixels(int count, Random random)
    {
        byte[] pixels = new byte[count];
        random.NextBytes(pixels);
        return pixels;
    }

    private static void Check(SignMatrix layer, bool[] input, int rowLength, Random random)
    {
        var (limits, expected) = Limits(layer, [.. input.Select(bit => bit ? 1 : 0)], 1, random);
        var ones = Enumerable.Range(0, layer.Neurons).Select(n => Enumerable.Range(0, layer.FanIn).LongCount(k => layer[n, k] == 1));
        var complements = ones.Zip(limits, (w, limit) => Math.Clamp((2 * w) + layer.FanIn + 1 - limit, 0, (2L * layer.FanIn) + 1));
        ulong[] weights = Rows(layer), planes = SlicedPlanes.Of(limits, layer.FanIn);
        ulong[] both = [.. planes, .. SlicedPlanes.Of([.. complements], layer.FanIn)];
        ulong[] packed = [.. input.Chunk(rowLength).SelectMany(SignMatrix.Pack)], bits = SignMatrix.Pack(expected);
        foreach (var (words, run) in BitKernels.Where(kernel => kernel.Words <= bits.Length))
        {
            foreach (ulong[] anyLimits in (ulong[][])[planes, both])
            {
                var output = new Guarded<ulong>(bits.Length);
                run(packed, rowLength, weights, anyLimits, layer.Neurons, output.Span);
                output.Span[^1] &= ulong.MaxValue >> (-layer.Neurons & 63);
                string kernel = $"{words} words, {anyLimits.Length} words of limits";
                output.AssertIs(bits, $"{layer} in rows of {rowLength}, {input.Count(bit => bit)} active, {kernel}, seed {Seed}");
            }
        }
    }

    private static void CheckPixels(SignMatrix layer, byte[] pixels, Random random)
    {
        var (limits, expected) = Limits(layer, [.. pixels.Select(pixel => (int)pixel)], 255, random);
        ulong[] weights = Rows(layer), planes = SlicedPlanes.Of(limits, 255L * layer.FanIn), bits = SignMatrix.Pack(expected);
        foreach (var (words, run) in PixelKernels.Where(kernel => kernel.Words <= bits.Length))
        {
            var output = new Guarded<ulong>(bits.Length);
            run(pixels, weights, planes, layer.Neurons, output.Span);
            output.Span[^1] &= ulong.MaxValue >> (-layer.Neurons & 63);
            output.AssertIs(bits, $"{layer}, {pixels.Sum(pixel => pixel)} in all pixels, {words} words, seed {Seed}");
        }
    }

    /// <summary>Limits on 2P + B - A, B the greatest A there is: just met, just missed, the extremes, anything; and where they are reached.</summary>
    private static (long[] Limits, bool[] Expected) Limits(SignMatrix layer, int[] input, long most, Random random)
    {
        long greatest = most * layer.FanIn;
        long[] sums = [.. Enumerable.Range(0, layer.Neurons).Select(n => layer.Dot(n, input) + greatest)];
        long[] limits = [.. sums.Select(sum => random.Next(6) switch
        {
            0 => 0,
            1 => (2 * greatest) + 1,
            2 => random.NextInt64((2 * greatest) + 2),
            3 => sum,
            _ => sum + 1,
        })];
        return (limits, [.. sums.Zip(limits, (sum, limit) => sum >= limit)]);
    }

    /// <summary>A row for each input, and one of zeros.</summary>
    private static ulong[] Rows(SignMatrix layer) => [.. layer.Transposed(), .. new ulong[(layer.Neurons + 63) / 64]];
}
