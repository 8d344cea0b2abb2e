// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Codes;

/// <summary>
/// What is behind a layer, as limits that are counted: output n has code k where it reaches k of them, or, if its flip is set, does not reach them.
/// </summary>
/// <param name="Kinds">Kinds of pixels.</param>
/// <param name="Count">Limits of an output.</param>
/// <param name="Least">
/// By kind and limit the least sum of each output that reaches it; <see cref="Never"/> and <see cref="Always"/> stand for none and all.
/// </param>
/// <param name="Flips">The outputs whose codes fall.</param>
internal sealed record CodedLimits(PixelKinds Kinds, int Count, Func<int, int, long[]> Least, ImmutableArray<bool> Flips)
{
    /// <summary>Limits that no sum reaches, and that every one does.</summary>
    public const long Never = long.MaxValue, Always = long.MinValue;

    /// <summary>
    /// The limits of what is behind a convolution; null if codes neither rise nor fall, or there are too many of them or of kinds of pixels.
    /// </summary>
    /// <param name="conv">The layer.</param>
    /// <param name="behind">A threshold or quantizer.</param>
    public static CodedLimits? Of(ConvolutionOp conv, Op behind)
    {
        var result = conv.Type.Shape;
        int width = result[2], outputs = result[3];
        var rules = behind is Threshold threshold ? Rules(threshold) : Rules((Quantize)behind);
        int count = rules.Max(rule => rule.Codes.Max());
        if (count is < 1 or > CodedRows.MostCode || PixelKinds.ByTaps(conv) is not { } kinds)
            return null;
        bool[] flips = new bool[outputs];
        for (int n = 0; n < outputs; n++)
        {
            bool rises = rules.Where((_, i) => i % outputs == n % rules.Length).All(rule => rule.Rises);
            flips[n] = !rises;
            if (!rises && !rules.Where((_, i) => i % outputs == n % rules.Length).All(rule => rule.Falls))
                return null;
        }

        Rule RuleOf(int pixel, int n) => rules[((pixel * outputs) + n) % rules.Length];
        bool AreAlike(int pixel, int other) => Enumerable.Range(0, outputs).All(n => RuleOf(pixel, n).IsLike(RuleOf(other, n)));
        if (rules.Length > outputs)
        {
            kinds = kinds.Among(
                (i, first) => Enumerable.Range(0, width).All(j => AreAlike((i * width) + j, (first * width) + j)),
                (j, first) => Enumerable.Range(0, result[1]).All(i => AreAlike((i * width) + j, (i * width) + first)));
        }

        if (kinds is not { Count: <= PixelKinds.Most })
            return null;
        return new(kinds, count, LeastOf, [.. flips]);

        long[] LeastOf(int kind, int limit)
        {
            var (row, column) = kinds.First(kind);
            return [.. Enumerable.Range(0, outputs).Select(n => RuleOf((row * width) + column, n).Least(limit + 1, flips[n]))];
        }
    }

    private static Rule[] Rules(Threshold threshold) =>
    [
        .. Enumerable.Range(0, threshold.Rules).Select(rule =>
        {
            bool flip = threshold.Flips.Bits.IsSet(rule);
            int limit = threshold.Limits.Integers.Values[rule];
            return new Rule([limit], flip ? [1, 0] : [0, 1]);
        }),
    ];

    private static Rule[] Rules(Quantize quantize)
    {
        var (limits, codes) = (quantize.Limits.Integers.Values, ((Tensor<byte>)quantize.Codes.Value).Values);
        return
        [
            .. Enumerable.Range(0, quantize.Rules).Select(rule => new Rule(
                [.. Enumerable.Range(0, quantize.Rows).Select(row => limits[(row * quantize.Rules) + rule])],
                [.. Enumerable.Range(0, quantize.Rows + 1).Select(row => (int)codes[(row * quantize.Rules) + rule])])),
        ];
    }

    /// <summary>Codes by the number of limits that a sum reaches; of these the greatest integer is never reached.</summary>
    private sealed record Rule(int[] Limits, int[] Codes)
    {
        public bool Rises => Reachable.Zip(Reachable.Skip(1), (code, next) => code <= next).All(isInOrder => isInOrder);

        public bool Falls => Reachable.Zip(Reachable.Skip(1), (code, next) => code >= next).All(isInOrder => isInOrder);

        private IEnumerable<int> Reachable => Codes.Take(1 + Limits.Count(limit => limit != int.MaxValue));

        public bool IsLike(Rule other) => Limits.AsSpan().SequenceEqual(other.Limits) && Codes.AsSpan().SequenceEqual(other.Codes);

        /// <summary>The least sum from which on the code is at least <paramref name="code"/>, or from which on it is not.</summary>
        public long Least(int code, bool falls)
        {
            int first = Reachable.ToList().FindIndex(made => made >= code != falls);
            return first < 0 ? Never : first == 0 ? Always : Limits[first - 1];
        }
    }
}
