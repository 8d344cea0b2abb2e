// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.Runtime.Tests.Kernels.Elements;

public sealed class BinarizeTests
{
    private const int Seed = 127;

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(int.MaxValue)]
    public void Bytes_are_compared_without_a_sign(int limit)
    {
        var random = new Random(Seed);
        for (int count = 0; count <= 300; count++)
        {
            byte[] values = new byte[count];
            random.NextBytes(values);
            ulong[] bits = Filled(count);
            Binarize.AtLeast(values, limit, bits);
            AssertBits(values.Select(value => value >= limit), bits);
        }
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Integers_are_compared_with_their_sign(int limit)
    {
        var random = new Random(Seed);
        for (int count = 0; count <= 300; count++)
        {
            int[] edges = [limit, unchecked(limit - 1), unchecked(limit + 1), int.MinValue, int.MaxValue, -limit];
            int[] values = [.. Enumerable.Range(0, count).Select(_ => edges[random.Next(edges.Length)])];
            ulong[] bits = Filled(count);
            Binarize.AtLeast(values, limit, bits);
            AssertBits(values.Select(value => value >= limit), bits);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.5f)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void Not_a_number_reaches_no_limit(float limit)
    {
        var random = new Random(Seed);
        float[] edges = [limit, MathF.BitDecrement(limit), MathF.BitIncrement(limit), 0f, -0f, float.NaN, float.PositiveInfinity];
        for (int count = 0; count <= 300; count++)
        {
            float[] values = [.. Enumerable.Range(0, count).Select(_ => edges[random.Next(edges.Length)])];
            ulong[] bits = Filled(count);
            Binarize.AtLeast(values, limit, bits);
            AssertBits(values.Select(value => value >= limit), bits);
        }
    }

    [Fact]
    public void Negative_zero_is_at_least_zero_and_zero_at_least_negative_zero()
    {
        ulong[] bits = new ulong[1];
        Binarize.AtLeast([-0f, float.Epsilon, -float.Epsilon], 0f, bits);
        Assert.Equal(0b011ul, bits[0]);
        Binarize.AtLeast([0f, float.Epsilon, -float.Epsilon], -0f, bits);
        Assert.Equal(0b011ul, bits[0]);
    }

    [Fact]
    public void Every_limit_reached_turns_the_bit_over()
    {
        ulong[] bits = new ulong[1];

        // Channel 0 is 1 from 10 to 19, channel 1 is 1 below 5 and from 7 on.
        Binarize.Parity((ReadOnlySpan<byte>)[9, 4, 10, 5, 19, 6, 20, 7], [10, 5, 20, 7], 2, [0b10], bits);

        Assert.Equal(0b10_01_01_10ul, bits[0]);
    }

    [Fact]
    public void Parity_of_bytes_integers_and_floats_counts_the_limits_reached()
    {
        var random = new Random(Seed);
        for (int channels = 1; channels <= 130; channels++)
        {
            int rows = random.Next(0, 4);
            int count = channels * random.Next(0, 4);
            int[] limits = [.. Enumerable.Range(0, rows * channels).Select(_ => random.Next(-10, 266))];
            bool[] flips = [.. Enumerable.Range(0, channels).Select(_ => random.Next(2) == 1)];
            byte[] values = new byte[count];
            random.NextBytes(values);
            int Reached(int value, int channel) => Enumerable.Range(0, rows).Count(row => value >= limits[(row * channels) + channel]);
            bool[] expected = [.. values.Select((value, i) => flips[i % channels] ^ (Reached(value, i % channels) % 2 == 1))];

            ulong[] bits = Filled(count);
            Binarize.Parity(values, limits, channels, SignMatrix.Pack(flips), bits);
            AssertBits(expected, bits);

            bits = Filled(count);
            Binarize.Parity([.. values.Select(value => (int)value)], limits, channels, SignMatrix.Pack(flips), bits);
            AssertBits(expected, bits);

            bits = Filled(count);
            float[] floatLimits = [.. limits];
            Binarize.Parity([.. values.Select(value => (float)value)], floatLimits, channels, SignMatrix.Pack(flips), bits);
            AssertBits(expected, bits);
        }
    }

    [Fact]
    public void A_value_that_is_not_a_number_keeps_its_channel_at_the_flip()
    {
        ulong[] bits = new ulong[1];
        Binarize.Parity([float.NaN, float.NaN], [float.NegativeInfinity, float.NegativeInfinity], 2, [0b10], bits);
        Assert.Equal(0b10ul, bits[0]);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        var error = Assert.Throws<ArgumentException>("bits", () => Binarize.AtLeast(new byte[65], 1, new ulong[1]));
        Assert.Contains("Found 1 elements, expected 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("bits", () => Binarize.AtLeast(new int[64], 1, new ulong[2]));
        Assert.Throws<ArgumentException>("bits", () => Binarize.AtLeast(new float[1], 1, []));
        Assert.Throws<ArgumentException>("values", () => Binarize.Parity(new int[3], new int[2], 2, new ulong[1], new ulong[1]));
        Assert.Throws<ArgumentException>("values", () => Binarize.Parity(new int[3], new int[2], 0, [], new ulong[1]));
        Assert.Throws<ArgumentException>("limits", () => Binarize.Parity(new int[4], new int[3], 2, new ulong[1], new ulong[1]));
        Assert.Throws<ArgumentException>("flips", () => Binarize.Parity(new int[4], new int[2], 2, new ulong[2], new ulong[1]));
        Assert.Throws<ArgumentException>("bits", () => Binarize.Parity(new int[4], new int[2], 2, new ulong[1], new ulong[2]));
    }

    private static ulong[] Filled(int bits) => [.. Enumerable.Repeat(ulong.MaxValue, (bits + 63) / 64)];

    private static string Hex(ulong[] words) => string.Join(' ', words.Select(word => word.ToString("X16", CultureInfo.InvariantCulture)));

    private static void AssertBits(IEnumerable<bool> expected, ulong[] found)
    {
        ulong[] packed = SignMatrix.Pack([.. expected]);
        Assert.True(packed.AsSpan().SequenceEqual(found), $"found {Hex(found)}, expected {Hex(packed)}, seed {Seed}");
    }
}
