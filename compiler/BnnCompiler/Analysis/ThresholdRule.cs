// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// When an element is +1: at an argument x, flip xor the parity of the number of limits that x reaches.
/// </summary>
/// <typeparam name="T">int for integer arguments, float for float arguments.</typeparam>
/// <param name="Flip">The bit below the first limit.</param>
/// <param name="Limits">Ascending.</param>
internal sealed record ThresholdRule<T>(bool Flip, ImmutableArray<T> Limits)
    where T : unmanaged;

/// <summary>Turns rules into the operands of a <see cref="Threshold"/>.</summary>
internal static class ThresholdRules
{
    /// <summary>A threshold on <paramref name="input"/> by integer rules.</summary>
    public static Threshold ToThreshold(this IReadOnlyList<ThresholdRule<int>> rules, Op input) =>
        new(input, new Constant(Tensor.Of(LimitsShape(rules), Rows(rules, int.MaxValue))), Flips(rules));

    /// <summary>A threshold on <paramref name="input"/> by float rules.</summary>
    public static Threshold ToThreshold(this IReadOnlyList<ThresholdRule<float>> rules, Op input) =>
        new(input, new Constant(Tensor.Of(LimitsShape(rules), Rows(rules, float.NaN))), Flips(rules));

    /// <summary>The rules of an integer threshold, repeated to <paramref name="count"/>.</summary>
    public static ImmutableArray<ThresholdRule<int>> Of(Threshold threshold, int count) =>
    [
        .. Enumerable.Range(0, count).Select(element =>
        {
            int rule = element % threshold.Rules;
            var limits = Enumerable.Range(0, threshold.Limits.Type.Shape[0])
                .Select(row => threshold.Limits.Integers.Values[(row * threshold.Rules) + rule])
                .Where(limit => limit != int.MaxValue);
            return new ThresholdRule<int>(threshold.Flips.Bits.IsSet(rule), [.. limits]);
        }),
    ];

    private static Shape LimitsShape<T>(IReadOnlyList<ThresholdRule<T>> rules)
        where T : unmanaged => new(Math.Max(1, rules.Max(rule => rule.Limits.Length)), rules.Count);

    /// <summary>Row by row, one limit of each rule; rules with fewer limits are filled with one that no argument reaches.</summary>
    private static ImmutableArray<T> Rows<T>(IReadOnlyList<ThresholdRule<T>> rules, T never)
        where T : unmanaged =>
    [
        .. Enumerable.Range(0, LimitsShape(rules)[0])
            .SelectMany(row => rules.Select(rule => row < rule.Limits.Length ? rule.Limits[row] : never)),
    ];

    private static Constant Flips<T>(IReadOnlyList<ThresholdRule<T>> rules)
        where T : unmanaged => new(BitTensor.FromPredicate(new(rules.Count), channel => rules[channel].Flip));
}
