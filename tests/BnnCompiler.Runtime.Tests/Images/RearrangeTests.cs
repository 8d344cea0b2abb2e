// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Tests.Kernels;

namespace BnnCompiler.Runtime.Tests.Images;

public sealed class RearrangeTests
{
    private const int Seed = 3003;

    [Fact]
    public void Channels_first_becomes_channels_last()
    {
        // Two channels of 2x3 pixels.
        byte[] source = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15];
        var result = new Guarded<byte>(12);
        Rearrange.Transpose(source, [1, 2, 3, 2], [12, 3, 1, 6], result.Span);
        result.AssertIs([0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15], "[1, H, W, C]");
    }

    [Fact]
    public void Every_order_of_four_axes_moves_every_element()
    {
        var random = new Random(Seed);
        foreach (int[] order in Orders())
        {
            int[] shape = Enumerable.Range(0, 4).Select(_ => random.Next(1, 6)).ToArray();
            int[] strides = [shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1];
            int[] source = [.. Enumerable.Range(0, shape[0] * strides[0])];
            var result = new Guarded<int>(source.Length);
            Rearrange.Transpose(source, Ordered(shape, order), Ordered(strides, order), result.Span);
            result.AssertIs([.. Indices(Ordered(shape, order)).Select(at => Offset(at, Ordered(strides, order)))], string.Join('x', order));
        }
    }

    [Fact]
    public void Bits_of_filled_up_rows_move_to_filled_up_rows()
    {
        var random = new Random(Seed);
        foreach (int[] order in Orders())
        {
            int[] shape = [random.Next(1, 4), random.Next(1, 80), random.Next(1, 4), random.Next(1, 140)];
            var image = SignImage.Random(shape[0] * shape[1] * shape[2], shape[3], random);
            int row = (shape[3] + 63) / 64 * 64;
            int[] strides = [shape[1] * shape[2] * row, shape[2] * row, row, 1];
            ulong[] source = image.Packed();
            int[] extents = Ordered(shape, order);
            bool[] bits = [.. Indices(extents).Select(at => Offset(at, Ordered(strides, order))).Select(at => ((source[at / 64] >> at) & 1) == 1)];
            ulong[] expected = [.. bits.Chunk(extents[3]).SelectMany(SignMatrix.Pack)];
            var result = new Guarded<ulong>(expected.Length);

            Rearrange.TransposeBits(source, extents, Ordered(strides, order), result.Span);

            result.AssertIs(expected, $"{string.Join('x', shape)}, order {string.Join('x', order)}, seed {Seed}");
        }
    }

    [Fact]
    public void Bits_of_rows_move_to_rows_of_another_length()
    {
        var random = new Random(Seed);
        int[] lengths = [1, 2, 30, 63, 64, 65, 126, 127, 128, 130];
        foreach (int from in lengths)
        {
            foreach (int to in lengths)
            {
                var source = SignImage.Random(2 * to, from, random);
                var moved = new SignImage(2 * from, to, (row, bit) => source[((row * to) + bit) / from, ((row * to) + bit) % from] == 1);
                ulong[] expected = moved.Packed();
                var result = new Guarded<ulong>(expected.Length);
                Rearrange.ReshapeBits(source.Packed(), from, result.Span, to);
                result.AssertIs(expected, $"rows of {from} to rows of {to}, seed {Seed}");
            }
        }
    }

    [Fact]
    public void Bits_that_do_not_fill_rows_are_not_reshaped()
    {
        Rearrange.ReshapeBits(new ulong[4], 65, new ulong[3], 130);
        Assert.Throws<ArgumentException>("source", () => Rearrange.ReshapeBits(new ulong[3], 65, new ulong[3], 130));
        Assert.Throws<ArgumentException>("source", () => Rearrange.ReshapeBits(new ulong[4], 0, new ulong[3], 130));
        Assert.Throws<ArgumentException>("result", () => Rearrange.ReshapeBits(new ulong[4], 65, new ulong[3], 0));
        Assert.Throws<ArgumentException>("result", () => Rearrange.ReshapeBits(new ulong[4], 65, new ulong[6], 130));
        Assert.Throws<ArgumentException>("result", () => Rearrange.ReshapeBits(new ulong[4], 65, new ulong[2], 100));
        Assert.Throws<ArgumentException>("result", () => Rearrange.ReshapeBits([], 65, new ulong[1], 1));
    }

    [Fact]
    public void Transposing_reads_only_the_source()
    {
        static void Transpose(int source, int[] extents, int[] strides, int result) =>
            Rearrange.Transpose(new int[source], extents, strides, new int[result]);
        Transpose(6, [3, 2], [1, 3], 6);
        var error = Assert.Throws<ArgumentException>("source", () => Transpose(5, [3, 2], [1, 3], 6));
        Assert.Contains("Found 5 elements, expected at least 6", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("result", () => Transpose(6, [3, 2], [1, 3], 7));
        Assert.Throws<ArgumentException>("strides", () => Transpose(6, [3, 2], [1], 6));
        Assert.Throws<ArgumentException>("strides", () => Transpose(6, [3, 2], [-1, 3], 6));
        Assert.Throws<ArgumentException>("extents", () => Transpose(6, [0, 2], [1, 3], 0));
        Assert.Throws<ArgumentException>("extents", () => Transpose(6, [], [], 0));
        Assert.Throws<ArgumentException>("extents", () => Transpose(1, [1, 1, 1, 1, 1, 1, 1, 1, 1], new int[9], 1));
        Assert.Throws<ArgumentException>("source", () => Transpose(6, [3, 2], [int.MaxValue, int.MaxValue], 6));
        Assert.Throws<ArgumentException>("result", () => Transpose(6, [65536, 65536, 1], [0, 0, 0], 0));
        Assert.Throws<ArgumentException>("source", () => Rearrange.TransposeBits(new ulong[1], [65], [1], new ulong[2]));
        Assert.Throws<ArgumentException>("result", () => Rearrange.TransposeBits(new ulong[2], [65], [1], new ulong[1]));
    }

    [Fact]
    public void Channels_of_two_images_follow_each_other()
    {
        var result = new Guarded<float>(6);
        Rearrange.Concat<float>([1, 2, 3, 4], 2, [-1, -2], 1, result.Span);
        result.AssertIs([1, 2, -1, 3, 4, -2], "two pixels");
    }

    [Fact]
    public void Bits_of_two_images_follow_each_other()
    {
        var random = new Random(Seed);
        int[] channels = [1, 30, 34, 63, 64, 65, 127, 128, 130];
        foreach (int left in channels)
        {
            foreach (int right in channels)
            {
                var (first, second) = (SignImage.Random(5, left, random), SignImage.Random(5, right, random));
                var both = new SignImage(5, left + right, (pixel, c) => (c < left ? first[pixel, c] : second[pixel, c - left]) == 1);
                var result = new Guarded<ulong>(both.Packed().Length);
                Rearrange.ConcatBits(first.Packed(), left, second.Packed(), right, result.Span);
                result.AssertIs(both.Packed(), $"{left} and {right} channels, seed {Seed}");
            }
        }
    }

    [Fact]
    public void Images_of_different_sizes_are_not_joined()
    {
        var error = Assert.Throws<ArgumentException>("right", () => Rearrange.Concat<int>(new int[4], 2, new int[3], 1, new int[7]));
        Assert.Contains("Found 3 elements, expected 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("left", () => Rearrange.Concat<int>(new int[3], 2, new int[2], 1, new int[5]));
        Assert.Throws<ArgumentException>("left", () => Rearrange.Concat<int>([], 0, new int[2], 1, new int[2]));
        Assert.Throws<ArgumentException>("right", () => Rearrange.Concat<int>(new int[2], 1, [], 0, new int[2]));
        Assert.Throws<ArgumentException>("result", () => Rearrange.Concat<int>(new int[4], 2, new int[2], 1, new int[5]));
        Assert.Throws<ArgumentException>("left", () => Rearrange.ConcatBits(new ulong[3], 65, new ulong[2], 1, new ulong[4]));
        Assert.Throws<ArgumentException>("left", () => Rearrange.ConcatBits([], 0, new ulong[2], 1, new ulong[4]));
        Assert.Throws<ArgumentException>("right", () => Rearrange.ConcatBits(new ulong[4], 65, new ulong[3], 1, new ulong[4]));
        Assert.Throws<ArgumentException>("right", () => Rearrange.ConcatBits(new ulong[4], 65, new ulong[2], -1, new ulong[4]));
        Assert.Throws<ArgumentException>("result", () => Rearrange.ConcatBits(new ulong[4], 65, new ulong[2], 64, new ulong[4]));
    }

    [Fact]
    public void Padding_surrounds_the_image()
    {
        var result = new Guarded<byte>(24);
        Rearrange.Pad<byte>([1, 2, 3, 4], height: 1, width: 2, top: 2, left: 1, bottom: 0, right: 1, 9, result.Span);
        result.AssertIs([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 1, 2, 3, 4, 9, 9], "a row of two pixels");
    }

    [Fact]
    public void Padding_of_a_wrong_size_is_refused()
    {
        static void Pad(int image, int height, int left, int result) =>
            Rearrange.Pad(new float[image], height, width: 2, top: 1, left, bottom: 0, right: 0, 0f, new float[result]);
        Pad(4, 1, 1, 12);
        var error = Assert.Throws<ArgumentException>("result", () => Pad(4, 1, 1, 11));
        Assert.Contains("Found 11 elements, expected 12", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => Pad(5, 1, 1, 12));
        Assert.Throws<ArgumentException>("height", () => Pad(4, 0, 1, 12));
        Assert.Throws<ArgumentException>("height", () => Pad(4, 1, -1, 12));
        Assert.Throws<ArgumentException>("result", () => Pad(4, 1, int.MaxValue, 12));
    }

    private static IEnumerable<int[]> Orders() =>
        Indices([4, 4, 4, 4]).Where(order => order.Distinct().Count() == 4);

    private static int[] Ordered(int[] values, int[] order) => [.. order.Select(axis => values[axis])];

    private static int Offset(int[] index, int[] strides) => index.Zip(strides, (at, stride) => at * stride).Sum();

    private static IEnumerable<int[]> Indices(int[] extents)
    {
        for (int at = 0; at < extents.Aggregate((a, b) => a * b); at++)
        {
            var (index, rest) = (new int[extents.Length], at);
            for (int axis = extents.Length - 1; axis >= 0; axis--)
                (index[axis], rest) = (rest % extents[axis], rest / extents[axis]);
            yield return index;
        }
    }
}
