// SPDX-License-Identifier: MIT
using System.Numerics;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Pixels;

/// <summary>
/// Which inputs are added for which output. Two outputs at a time: the inputs that both add are added once, then those of each alone, which of a half
/// of all for each leaves three quarters of the additions. Either output's weights may be taken with the opposite sign, and partners are those that
/// share most.
/// </summary>
internal sealed class PixelLists
{
    /// <summary>Inputs of a block.</summary>
    public const int Block = 32;

    /// <summary>How many outputs behind it an output looks at for a partner.</summary>
    private const int Candidates = 64;

    private readonly List<uint> _places = [];
    private readonly List<Pair> _pairs = [];

    /// <summary>Lists the weights of a layer.</summary>
    /// <param name="weights">A row of words for each output.</param>
    /// <param name="inputPlaces">The place of each input, in the order of the lists.</param>
    /// <param name="inputBits">The bit of a row that belongs to it.</param>
    /// <param name="zeros">The place of zeros, which fills up the last block of a list.</param>
    public PixelLists(ReadOnlySpan<ulong> weights, uint[] inputPlaces, int[] inputBits, uint zeros)
    {
        int inputs = inputPlaces.Length;
        int words = Lengths.WordsFor(inputs);
        Flips = new bool[weights.Length / words];
        bool[] isTaken = new bool[Flips.Length];
        for (int first = 0; first < Flips.Length; first++)
        {
            if (isTaken[first])
                continue;

            var a = weights.Slice(first * words, words);
            var (second, share) = (-1, default(Share));
            for (int other = first + 1; other < Math.Min(Flips.Length, first + Candidates); other++)
            {
                if (isTaken[other])
                    continue;

                var found = Share.Of(a, weights.Slice(other * words, words), inputs);
                if (second < 0 || found.Additions < share.Additions)
                    (second, share) = (other, found);
            }

            if (second < 0)
                share = Share.Of(a, default, inputs);
            else
                (isTaken[second], Flips[second]) = (true, share.FlipsSecond);
            Flips[first] = share.FlipsFirst;
            var b = second < 0 ? default : weights.Slice(second * words, words);
            var (both, ofFirst, ofSecond) = (new List<uint>(), new List<uint>(), new List<uint>());
            for (int i = 0; i < inputs; i++)
            {
                bool inFirst = IsSet(a, inputBits[i]) != share.FlipsFirst;
                bool inSecond = second >= 0 && IsSet(b, inputBits[i]) != share.FlipsSecond;
                if (inFirst || inSecond)
                    (inFirst && inSecond ? both : inFirst ? ofFirst : ofSecond).Add(inputPlaces[i]);
            }

            _pairs.Add(new(first, second, Append(both, zeros), Append(ofFirst, zeros), Append(ofSecond, zeros)));
        }

        All = Append([.. inputPlaces], zeros);
        _places.Add(zeros);
        Places = [.. _places];
        Pairs = [.. _pairs];
    }

    /// <summary>
    /// Places of inputs: for every pair those of both outputs, of the first and of the second, each filled up to halves of blocks; behind them those
    /// of all inputs, and an end.
    /// </summary>
    public uint[] Places { get; }

    /// <summary>The outputs, two at a time.</summary>
    public Pair[] Pairs { get; }

    /// <summary>The outputs whose weights are taken with the opposite sign.</summary>
    public bool[] Flips { get; }

    /// <summary>The list of all inputs.</summary>
    public Run All { get; }

    private static bool IsSet(ReadOnlySpan<ulong> row, int bit) => ((row[bit / 64] >> (bit % 64)) & 1) != 0;

    private Run Append(List<uint> list, uint zeros)
    {
        const int Half = Block / 2;
        var run = new Run(_places.Count, (list.Count + Half - 1) / Half);
        _places.AddRange(list);
        while (_places.Count % Half != 0)
            _places.Add(zeros);
        return run;
    }

    /// <summary>Places one behind the other.</summary>
    /// <param name="First">The first of them.</param>
    /// <param name="Halves">Halves of blocks, filled up.</param>
    internal readonly record struct Run(int First, int Halves)
    {
        /// <summary>Blocks, the last of which may be a half.</summary>
        public int Blocks => (Halves + 1) / 2;
    }

    /// <summary>Two outputs, or one and -1, and the inputs that both add, that the first adds alone, and the second.</summary>
    internal readonly record struct Pair(int First, int Second, Run Both, Run OfFirst, Run OfSecond);

    /// <summary>How many inputs are added for two outputs, with the signs for which they are fewest: all but those that neither adds.</summary>
    private readonly record struct Share(int Additions, bool FlipsFirst, bool FlipsSecond)
    {
        /// <summary>The best signs; of one output alone if <paramref name="b"/> is empty.</summary>
        public static Share Of(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, int inputs)
        {
            int both = 0, ofFirst = 0, ofSecond = 0;
            for (int w = 0; w < a.Length; w++)
            {
                var (one, other) = (a[w], b.IsEmpty ? 0 : b[w]);
                both += BitOperations.PopCount(one & other);
                ofFirst += BitOperations.PopCount(one & ~other);
                ofSecond += BitOperations.PopCount(other & ~one);
            }

            var best = new Share(both + ofFirst + ofSecond, false, false);
            if (inputs - ofFirst < best.Additions)
                best = new(inputs - ofFirst, true, false);
            if (b.IsEmpty)
                return best;
            if (inputs - ofSecond < best.Additions)
                best = new(inputs - ofSecond, false, true);
            if (inputs - both < best.Additions)
                best = new(inputs - both, true, true);
            return best;
        }
    }
}
