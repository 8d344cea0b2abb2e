// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;

namespace BnnCompiler.Tests.Analysis;

public class ScoreOrderTests
{
    private const int Orders = 20_000;

    [Fact]
    public void A_fault_is_found_if_and_only_if_two_scores_of_different_classes_change_places()
    {
        int kept = 0;
        for (int seed = 0; seed < Orders; seed++)
        {
            var random = new Random(seed);
            int classes = random.Next(2, 5);
            ImmutableArray<IntegerRange> ranges = [.. Enumerable.Range(0, classes).Select(_ => RandomRange(random))];
            double[][] scores = [.. ranges.Select(range => RandomScores(range.Count, random))];
            long[] factors = [.. ranges.Select(_ => (long)random.Next(-1, 2))], offsets = [.. ranges.Select(_ => (long)random.Next(-2, 3))];
            if (random.Next(2) == 0)
                scores = [.. ranges.Select((range, n) => range.ToArray().Select(s => Math.Round(((factors[n] * s) + offsets[n]) / 1.5)).ToArray())];
            var fault = ScoreOrder.Of(ranges, n => scores[n]).FirstFault(factors, offsets);

            long Integer(int n, int i) => (factors[n] * ranges[n].At(i)) + offsets[n];
            bool isKept = AllPairs(ranges).All(pair =>
                scores[pair.N][pair.I] >= scores[pair.M][pair.J] == Integer(pair.N, pair.I) >= Integer(pair.M, pair.J));
            Assert.True(isKept == fault is null, $"seed {seed}");
            if (fault is var (weaker, stronger))
                Assert.True(IsFault(weaker, stronger, factors, offsets), $"seed {seed}");
            kept += isKept ? 1 : 0;
        }

        Assert.InRange(kept, Orders / 20, Orders / 2);
    }

    [Fact]
    public void Ranks_ascend_with_the_score_and_are_equal_where_it_is()
    {
        var order = ScoreOrder.Of([new(0, 2, 1), new(-1, 1, 2)], n => n == 0 ? [5, 0.0, 3] : [-0.0, 5]);
        Assert.Equal([(1, -1), (0, 1), (0, 2), (1, 1), (0, 0)], Enumerable.Range(0, order.Count).Select(i => (order[i].Class, order[i].Sum)));
        Assert.Equal([0, 0, 1, 2, 2], order.Ranks());
    }

    private static IntegerRange RandomRange(Random random)
    {
        int least = random.Next(-3, 2), step = random.Next(1, 3);
        return new(least, least + (random.Next(4) * step), step);
    }

    private static double[] RandomScores(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(-2, 3) * (random.Next(2) - 0.5))];

    private static IEnumerable<(int N, int I, int M, int J)> AllPairs(ImmutableArray<IntegerRange> ranges) =>
        from m in Enumerable.Range(0, ranges.Length)
        from n in Enumerable.Range(0, m)
        from i in Enumerable.Range(0, ranges[n].Count)
        from j in Enumerable.Range(0, ranges[m].Count)
        select (n, i, m, j);

    /// <summary>By score the second wins, by the integers it does not.</summary>
    private static bool IsFault(ClassScore weaker, ClassScore stronger, long[] factors, long[] offsets)
    {
        bool WinsBy(Func<ClassScore, double> value) =>
            value(stronger) > value(weaker) || (value(stronger) == value(weaker) && stronger.Class < weaker.Class);
        return weaker.Class != stronger.Class
            && WinsBy(score => score.Score)
            && !WinsBy(score => (factors[score.Class] * score.Sum) + offsets[score.Class]);
    }
}
