// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Tests;

public class RandomNumbersTests
{
    [Fact]
    public void The_numbers_are_those_of_xoshiro256_star_star()
    {
        // Blackman and Vigna's C program started from 1, 2, 3, 4; the crate rand_xoshiro is tested with the same.
        var random = RandomNumbers.Restore([1, 2, 3, 4]);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
            10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(expected, expected.Select(_ => random.Next()));
    }

    [Fact]
    public void A_seed_is_spread_by_splitmix64() =>
        // Rosetta Code, "Pseudo-random numbers/Splitmix64", gives these outputs for this seed.
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431], new RandomNumbers(1234567).State);

    [Fact]
    public void A_seed_means_the_same_numbers_for_ever()
    {
        var random = new RandomNumbers(1);
        int[] order = [0, 1, 2, 3, 4, 5, 6, 7];
        random.Shuffle(order);
        Assert.Equal([4, 7, 0, 2, 1, 6, 3, 5], order);
        Assert.Equal(381, random.Below(1000));
        Assert.Equal(0.8671524524688721f, random.Uniform());
        Assert.Equal(-0.6190773945884481, random.Normal());
        Assert.Equal(4111220721u, random.NextUInt32());
    }

    [Fact]
    public void A_restored_source_goes_on_as_the_first_one_would()
    {
        var first = new RandomNumbers(7);
        Draw(first);
        var second = RandomNumbers.Restore(first.State);
        Assert.Equal(Draw(first), Draw(second));

        static double[] Draw(RandomNumbers random) => [random.Normal(), random.Below(5), random.Uniform(), random.NextUInt32(), random.Normal()];
    }

    [Fact]
    public void A_state_taken_earlier_does_not_change()
    {
        var random = new RandomNumbers(7);
        ulong[] state = random.State;
        random.Next();
        Assert.NotEqual(state, random.State);
        state[0] = 0;
        Assert.NotEqual(0UL, random.State[0]);
    }

    [Theory]
    [InlineData(new ulong[] { 1, 2, 3 })]
    [InlineData(new ulong[] { 0, 0, 0, 0 })]
    public void A_state_that_is_none_is_refused(ulong[] state) =>
        Assert.Contains(
            "expected 4 that are not all 0", Assert.Throws<ArgumentException>(() => RandomNumbers.Restore(state)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(10, 10, 27.88)] // 99.9 % of samples stay below, at 9 degrees of freedom
    [InlineData(3 << 29, 3, 13.82)] // at 2; a remainder of 2^32 would take the first third half as often again
    [InlineData(7, 7, 22.46)] // at 6
    public void Below_gives_every_number_equally_often(int bound, int bins, double limit)
    {
        var random = new RandomNumbers(42);
        int[] counts = new int[bins];
        for (int i = 0; i < 30_000; i++)
            counts[(long)random.Below(bound) * bins / bound]++;
        Assert.InRange(ChiSquare(counts), 0, limit);
    }

    [Fact]
    public void Below_one_is_zero_and_below_zero_is_refused()
    {
        Assert.Equal(0, new RandomNumbers(1).Below(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNumbers(1).Below(0));
    }

    [Fact]
    public void Uniform_numbers_fill_zero_to_one()
    {
        var random = new RandomNumbers(3);
        int[] counts = new int[16];
        for (int i = 0; i < 16_000; i++)
            counts[(int)(random.Uniform() * 16)]++;
        Assert.InRange(ChiSquare(counts), 0, 37.7); // 99.9 % at 15 degrees of freedom
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        var random = new RandomNumbers(5);
        double[] numbers = [.. Enumerable.Range(0, 40_000).Select(_ => random.Normal())];
        Assert.InRange(numbers.Average(), -0.015, 0.015);
        Assert.InRange(numbers.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(numbers.Average(x => x * x * x), -0.05, 0.05);
        Assert.InRange(numbers.Average(x => x * x * x * x), 2.85, 3.15);
        Assert.InRange(numbers.Count(x => Math.Abs(x) > 1.959964) / 40_000.0, 0.046, 0.054);
    }

    [Fact]
    public void The_logarithm_is_that_of_mathematics()
    {
        var random = new RandomNumbers(6);
        for (int i = 0; i < 10_000; i++)
        {
            double value = Math.ScaleB(1 + random.Uniform(), -random.Below(110));
            Assert.Equal(Math.Log(value), RandomNumbers.NaturalLogarithm(value), 1e-15 * Math.Max(1, Math.Abs(Math.Log(value))));
        }
    }

    [Fact]
    public void Shuffle_gives_every_order_equally_often()
    {
        var random = new RandomNumbers(8);
        var counts = new Dictionary<(int, int, int), int>();
        for (int i = 0; i < 6000; i++)
        {
            int[] items = [1, 2, 3];
            random.Shuffle(items);
            var order = (items[0], items[1], items[2]);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.InRange(ChiSquare(counts.Values), 0, 20.5); // 99.9 % at 5 degrees of freedom
    }

    private static double ChiSquare(IReadOnlyCollection<int> counts)
    {
        double expected = counts.Average();
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
