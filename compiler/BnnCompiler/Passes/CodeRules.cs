// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Turns rules of few values, which lie on a grid, into codes: bits where there are two values, else bytes.</summary>
internal static class CodeRules
{
    /// <summary>The numbers that <paramref name="rules"/> make of integers as codes under a map; null if their values lie on no grid.</summary>
    public static Op? ToCodes(this IReadOnlyList<StepRule<int>> rules, Op input, Op replaced) => ToCodes(
        rules,
        replaced,
        bits => bits.ToThreshold(input),
        (limits, codes) => new Quantize(input, new Constant(Tensor.Of(limits.Shape, limits.Values)), codes),
        int.MaxValue);

    /// <summary>The same of floats.</summary>
    public static Op? ToCodes(this IReadOnlyList<StepRule<float>> rules, Op input, Op replaced) => ToCodes(
        rules,
        replaced,
        bits => bits.ToThreshold(input),
        (limits, codes) => new Quantize(input, new Constant(Tensor.Of(limits.Shape, limits.Values)), codes),
        float.NaN);

    private static Op? ToCodes<T>(
        IReadOnlyList<StepRule<T>> rules,
        Op replaced,
        Func<IReadOnlyList<ThresholdRule<T>>, Op> toBits,
        Func<(Shape Shape, ImmutableArray<T> Values), Constant, Op> toBytes,
        T never)
        where T : unmanaged
    {
        double[] values = [.. rules.SelectMany(rule => rule.Values).Distinct().OrderBy(value => value)];
        if (Grid.CodesOf(values, byte.MaxValue) is not { } codes)
            return null;
        var codeOf = values.Zip(codes, (value, code) => (value, code)).ToDictionary(pair => pair.value, pair => pair.code);
        if (codes.Length == 2)
        {
            var bits = toBits([.. rules.Select(rule => new ThresholdRule<T>(codeOf[rule.Values[0]] != 0, rule.Limits))]);
            return CodeValues.AsFloats(bits, [-1, 1], values, replaced);
        }

        var (limits, table) = Rows(rules, value => (byte)codeOf[value], never);
        return CodeValues.AsFloats(toBytes(limits, table), codes, values, replaced);
    }

    /// <summary>The codes that <paramref name="codeOf"/> gives the values of a rule, which all elements of the input follow.</summary>
    public static Quantize ToBytes(this StepRule<int> rule, Op input, Func<double, byte> codeOf)
    {
        var (limits, table) = Rows([rule], codeOf, int.MaxValue);
        return new(input, new Constant(Tensor.Of(limits.Shape, limits.Values)), table);
    }

    private static ((Shape Shape, ImmutableArray<T> Values) Limits, Constant Codes) Rows<T>(
        IReadOnlyList<StepRule<T>> rules, Func<double, byte> codeOf, T never)
        where T : unmanaged
    {
        int rows = Math.Max(1, rules.Max(rule => rule.Limits.Length));
        T Limit(StepRule<T> rule, int row) => row < rule.Limits.Length ? rule.Limits[row] : never;
        byte Code(StepRule<T> rule, int row) => codeOf(rule.Values[Math.Min(row, rule.Limits.Length)]);
        ImmutableArray<T> limits = [.. Enumerable.Range(0, rows).SelectMany(row => rules.Select(rule => Limit(rule, row)))];
        ImmutableArray<byte> table = [.. Enumerable.Range(0, rows + 1).SelectMany(row => rules.Select(rule => Code(rule, row)))];
        return ((new(rows, rules.Count), limits), new(Tensor.Of(new(rows + 1, rules.Count), table)));
    }
}
