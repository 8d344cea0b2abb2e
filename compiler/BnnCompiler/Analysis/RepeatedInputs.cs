// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// A binary layer that reads the same bits several times, as one of ternary weights does: they count as often as their weights have one sign
/// more than the other, and where these cancel not at all. So its sums are fewer than its inputs say.
/// </summary>
internal static class RepeatedInputs
{
    /// <summary>Whether what a layer reads is joined of pieces of which some are the same.</summary>
    public static bool Has(Op input) => input is Concat && Pieces(input) is var pieces && pieces.Distinct().Count() < pieces.Length;

    /// <summary>The sums of an output of a layer of one group; of which taps may be missing where it is padded.</summary>
    /// <param name="input">What the layer reads, with its channels on the last axis.</param>
    /// <param name="weights">One row of them for each output and tap.</param>
    /// <param name="output">The output.</param>
    /// <param name="taps">Rows of weights for an output.</param>
    /// <param name="isPadded">Whether a tap may be missing.</param>
    public static IntegerRange RangeOf(Op input, BitTensor weights, int output, int taps, bool isPadded)
    {
        var pieces = Pieces(input);
        int[] greatest = new int[taps];
        int common = 0;
        for (int tap = 0; tap < taps; tap++)
        {
            foreach (int counts in CountsOf(pieces, weights, (output * taps) + tap))
            {
                greatest[tap] += Math.Abs(counts);
                common = (int)GreatestDivisor.Of(counts, common);
            }
        }

        // A bit that counts k times changes the sum by 2k. A missing tap leaves sums that lie as those of the others do if its own lie around 0.
        int sum = greatest.Sum(), step = Math.Max(1, isPadded && greatest.Any(ofTap => ofTap % (2 * Math.Max(1, common)) != 0) ? common : 2 * common);
        return new(-sum, sum, step);
    }

    /// <summary>What has been joined, in order; by a loop, as a join may be of many.</summary>
    private static ImmutableArray<Op> Pieces(Op input)
    {
        var pieces = ImmutableArray.CreateBuilder<Op>();
        var pending = new Stack<Op>([input]);
        while (pending.Count > 0)
        {
            var piece = pending.Pop();
            if (piece is not Concat concat)
            {
                pieces.Add(piece);
                continue;
            }

            pending.Push(concat.Right);
            pending.Push(concat.Left);
        }

        return pieces.ToImmutable();
    }

    /// <summary>How often each bit of each different piece counts.</summary>
    private static IEnumerable<int> CountsOf(ImmutableArray<Op> pieces, BitTensor weights, int row)
    {
        var counts = new Dictionary<Op, int[]>();
        int index = row * weights.Type.Shape.Last;
        foreach (var piece in pieces)
        {
            int channels = piece.Type.Shape.Last;
            if (!counts.TryGetValue(piece, out int[]? ofPiece))
                counts.Add(piece, ofPiece = new int[channels]);
            for (int channel = 0; channel < channels; channel++, index++)
                ofPiece[channel] += weights.IsSet(index) ? 1 : -1;
        }

        return counts.Values.SelectMany(ofPiece => ofPiece);
    }
}
