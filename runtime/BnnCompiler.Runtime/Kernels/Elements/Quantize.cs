// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime;

/// <summary>
/// Turns numbers into codes of one byte: the code of value i, which follows rule i mod rules, is codes[j·rules + rule] with j the number of the
/// rule's limits that the value reaches. A NaN reaches none.
/// </summary>
public static class Quantize
{
    /// <summary>result[i] = codes[j·rules + i mod rules], j the number of rows l with values[i] &gt;= limits[l·rules + i mod rules].</summary>
    /// <param name="values">A multiple of <paramref name="rules"/> values.</param>
    /// <param name="limits">L rows of <paramref name="rules"/> limits.</param>
    /// <param name="rules">1 for one rule, the number of channels for one per channel, the number of values for one per value.</param>
    /// <param name="codes">L + 1 rows of <paramref name="rules"/> codes.</param>
    /// <param name="result">One code per value.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void ByLimits(ReadOnlySpan<int> values, ReadOnlySpan<int> limits, int rules, ReadOnlySpan<byte> codes, Span<byte> result) =>
        Compare(values, limits, rules, codes, result);

    /// <inheritdoc cref="ByLimits(ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{byte}, Span{byte})"/>
    public static void ByLimits(ReadOnlySpan<float> values, ReadOnlySpan<float> limits, int rules, ReadOnlySpan<byte> codes, Span<byte> result) =>
        Compare(values, limits, rules, codes, result);

    /// <inheritdoc cref="ByLimits(ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{byte}, Span{byte})"/>
    public static void ByLimits(ReadOnlySpan<byte> values, ReadOnlySpan<int> limits, int rules, ReadOnlySpan<byte> codes, Span<byte> result)
    {
        Require(values.Length, limits.Length, rules, codes.Length, result.Length);
        for (int i = 0, rule = 0; i < values.Length; i++)
        {
            result[i] = codes[(Reached<int>(values[i], limits, rules, rule) * rules) + rule];
            rule = rule + 1 == rules ? 0 : rule + 1;
        }
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private static void Compare<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> limits, int rules, ReadOnlySpan<byte> codes, Span<byte> result)
        where T : unmanaged, INumberBase<T>, IComparisonOperators<T, T, bool>
    {
        Require(values.Length, limits.Length, rules, codes.Length, result.Length);
        for (int first = 0; first < values.Length; first += rules)
        {
            if (rules == 1)
            {
                OfOneRule(values, limits, codes, result);
                return;
            }

            OfRules(values.Slice(first, rules), limits, codes, result.Slice(first, rules));
        }
    }

    /// <summary>Values that share their limits.</summary>
    private static void OfOneRule<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> limits, ReadOnlySpan<byte> codes, Span<byte> result)
        where T : unmanaged, INumberBase<T>, IComparisonOperators<T, T, bool>
    {
        int i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            var reached = Vector<T>.Zero;
            foreach (var limit in limits)
                reached += Vector.GreaterThanOrEqual(value, new Vector<T>(limit)) & Vector<T>.One;
            for (int lane = 0; lane < Vector<T>.Count; lane++)
                result[i + lane] = codes[int.CreateTruncating(reached[lane])];
        }

        for (; i < values.Length; i++)
            result[i] = codes[Reached(values[i], limits, 1, 0)];
    }

    /// <summary>Values that each have limits of their own.</summary>
    private static void OfRules<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> limits, ReadOnlySpan<byte> codes, Span<byte> result)
        where T : unmanaged, INumberBase<T>, IComparisonOperators<T, T, bool>
    {
        int i = 0, rules = values.Length;
        for (; i <= rules - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            var reached = Vector<T>.Zero;
            for (int row = i; row < limits.Length; row += rules)
                reached += Vector.GreaterThanOrEqual(value, new Vector<T>(limits[row..])) & Vector<T>.One;
            for (int lane = 0; lane < Vector<T>.Count; lane++)
                result[i + lane] = codes[(int.CreateTruncating(reached[lane]) * rules) + i + lane];
        }

        for (; i < rules; i++)
            result[i] = codes[(Reached(values[i], limits, rules, i) * rules) + i];
    }

    private static int Reached<T>(T value, ReadOnlySpan<T> limits, int rules, int rule)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        int reached = 0;
        for (int row = rule; row < limits.Length; row += rules)
            reached += value >= limits[row] ? 1 : 0;
        return reached;
    }

    private static void Require(int values, int limits, int rules, int codes, int result)
    {
        Lengths.RequireMultiple(values, rules, nameof(values), "whole pixels");
        Lengths.RequireMultiple(limits, rules, nameof(limits), "rows of one limit per rule");
        Lengths.Require(codes, (long)limits + rules, nameof(codes), "one row more than limits");
        Lengths.Require(result, values, nameof(result), "one code per value");
    }
}
