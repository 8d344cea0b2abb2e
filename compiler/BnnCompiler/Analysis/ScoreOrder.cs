// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Analysis;

/// <summary>
/// The scores f_n(s) of all classes n at all sums s that a network can reach, in the order in which they win: a greater score wins, and of equal
/// ones the class of the smaller index, as in <c>argmax</c>. Scores g_n(s) have the same argmax, whatever sums meet, if and only if any two scores
/// of different classes are in the same order by g.
/// </summary>
internal sealed class ScoreOrder
{
    /// <summary>
    /// More scores than this are not looked at: a layer of ten classes on 3 * 32 * 32 pixels has 7,833,610. They take some 30 bytes each.
    /// </summary>
    public const long MaxScores = 1 << 23;

    private readonly int[] _classes;
    private readonly int[] _sums;
    private readonly double[] _scores;

    private ScoreOrder(ImmutableArray<IntegerRange> ranges, int[] classes, int[] sums, double[] scores)
    {
        Ranges = ranges;
        _classes = classes;
        _sums = sums;
        _scores = scores;
    }

    /// <summary>The sums of each class.</summary>
    public ImmutableArray<IntegerRange> Ranges { get; }

    /// <summary>The number of scores.</summary>
    public int Count => _scores.Length;

    /// <summary>The score at a position, with its class and its sum; from the weakest to the strongest.</summary>
    public ClassScore this[int position] => new(_classes[position], _sums[position], _scores[position]);

    /// <summary>Orders the scores.</summary>
    /// <param name="ranges">The sums of each class, no more than <see cref="MaxScores"/> in all.</param>
    /// <param name="scores">For each class the scores at its sums, in their order; no NaN.</param>
    public static ScoreOrder Of(ImmutableArray<IntegerRange> ranges, Func<int, double[]> scores)
    {
        int count = ranges.Sum(range => range.Count), next = 0;
        var (values, classes, sums, order) = (new double[count], new int[count], new int[count], new int[count]);
        for (int n = 0; n < ranges.Length; n++)
        {
            double[] ofClass = scores(n);
            for (int i = 0; i < ofClass.Length; i++, next++)
            {
                // Adding 0 makes 0 of -0, which equals it.
                values[next] = ofClass[i] + 0.0;
                classes[next] = n;
                sums[next] = ranges[n].At(i);
                order[next] = next;
            }
        }

        Array.Sort(values, order);
        for (int first = 0; first < count; first = next)
        {
            for (next = first + 1; next < count && values[next] == values[first];)
                next++;

            // Of equal ones the smaller class wins, so it stands last.
            Array.Sort(order, first, next - first);
            Array.Reverse(order, first, next - first);
        }

        return new(ranges, [.. order.Select(i => classes[i])], [.. order.Select(i => sums[i])], values);
    }

    /// <summary>
    /// Two scores whose order g_n(s) = factors_n * s + offsets_n does not keep, the one that should lose first; null if it keeps all of them.
    /// The values of g have to fit 32 bits.
    /// </summary>
    /// <remarks>
    /// Of different classes no two are equal once the class is part of the number. So each has to exceed all others before it, which the
    /// strongest of them decides, or, where that is of the same class, the strongest of another class.
    /// </remarks>
    public (ClassScore Weaker, ClassScore Stronger)? FirstFault(long[] factors, long[] offsets)
    {
        int classes = factors.Length, first = -1, second = -1;
        long firstKey = long.MinValue, secondKey = long.MinValue;
        for (int i = 0; i < _classes.Length; i++)
        {
            int n = _classes[i];
            long key = (((factors[n] * _sums[i]) + offsets[n]) * classes) - n;
            bool meetsItself = first >= 0 && _classes[first] == n;
            if (key <= (meetsItself ? secondKey : firstKey))
                return (this[meetsItself ? second : first], this[i]);
            if (meetsItself)
            {
                (first, firstKey) = key > firstKey ? (i, key) : (first, firstKey);
                continue;
            }

            // It exceeds the strongest, which thereby becomes the strongest of another class.
            (second, secondKey) = (first, firstKey);
            (first, firstKey) = (i, key);
        }

        return null;
    }

    /// <summary>For each position how many different scores are smaller.</summary>
    public int[] Ranks()
    {
        int[] ranks = new int[_scores.Length];
        for (int i = 1; i < ranks.Length; i++)
            ranks[i] = ranks[i - 1] + (_scores[i] > _scores[i - 1] ? 1 : 0);
        return ranks;
    }
}
