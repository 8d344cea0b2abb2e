// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

public class NoiseTests
{
    private const int Draws = 64_000;

    [Fact]
    public void The_numbers_are_those_of_splitmix64()
    {
        // Rosetta Code, "Pseudo-random numbers/Splitmix64", gives these outputs for this seed, of which we keep the upper 24 bits.
        ulong[] outputs = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431];
        Assert.Equal(
            outputs.Select(output => (float)(output >> 40) / (1 << 24)),
            outputs.Select((_, index) => new Noise(1234567).Uniform(index + 1)));
    }

    [Fact]
    public void A_stream_is_uniform()
    {
        int[] counts = new int[64];
        var noise = new Noise(1).For(2);
        for (int i = 0; i < Draws; i++)
            counts[(int)(noise.Uniform(i) * counts.Length)]++;
        Assert.InRange(ChiSquare(counts), 0, 103.4); // 99.9 % of samples stay below, at 63 degrees of freedom
    }

    [Fact]
    public void Neighbours_in_a_stream_are_independent()
    {
        var noise = new Noise(1).For(3);
        Assert.InRange(ChiSquareOfPairs(noise.Uniform, i => noise.Uniform(i + 1)), 0, 103.4);
    }

    [Theory]
    [InlineData(0, 1)] // layers
    [InlineData(1, 8)]
    [InlineData(-1, 1)] // dropout of the input
    [InlineData(7, 7 + (1L << 40))]
    public void Streams_of_two_purposes_are_independent(long one, long other)
    {
        var noise = new Noise(1);
        Assert.InRange(ChiSquareOfPairs(noise.For(one).Uniform, noise.For(other).Uniform), 0, 103.4);
    }

    [Fact]
    public void Streams_of_the_same_purpose_in_two_steps_are_independent()
    {
        var noise = new Noise(1);
        Assert.InRange(ChiSquareOfPairs(noise.For(10).For(3).Uniform, noise.For(11).For(3).Uniform), 0, 103.4);
        Assert.NotEqual(noise.For(10).For(3), noise.For(3).For(10));
    }

    // Of an 8 x 8 table.
    private static double ChiSquareOfPairs(Func<long, float> one, Func<long, float> other)
    {
        int[] counts = new int[64];
        for (int i = 0; i < Draws; i++)
            counts[((int)(one(i) * 8) * 8) + (int)(other(i) * 8)]++;
        return ChiSquare(counts);
    }

    private static double ChiSquare(int[] counts)
    {
        double expected = counts.Average();
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
