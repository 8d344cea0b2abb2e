// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Elements;

/// <summary>
/// Bit i of all rows = flip of rule i mod rules, xor the parity of the number of rows of limits that values[i] reaches. Every row of bits starts
/// a word. The lengths have been checked.
/// </summary>
internal static class LimitParity
{
    private const int Bits = 64;

    /// <summary>Sixty-four values at a time, where there is one rule, or a whole number of rows of rules.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void OfRows<T, TLimit>(
        ReadOnlySpan<T> values, ReadOnlySpan<TLimit> limits, int rules, ReadOnlySpan<ulong> flips, int rowLength, Span<ulong> bits)
        where T : unmanaged, INumberBase<T>
        where TLimit : unmanaged, INumberBase<TLimit>, IComparisonOperators<TLimit, TLimit, bool>
    {
        Span<TLimit> someValues = stackalloc TLimit[Bits], someLimits = stackalloc TLimit[Bits];
        someValues.Clear();
        someLimits.Clear();
        for (int row = 0, to = 0; row < values.Length; row += rowLength)
        {
            for (int column = 0; column < rowLength; column += Bits, to++)
            {
                int count = Math.Min(Bits, rowLength - column);
                int rule = rules == 1 ? 0 : (row % rules) + column;
                ref var x = ref MemoryMarshal.GetReference(someValues);
                if (typeof(T) == typeof(TLimit) && count == Bits)
                    x = ref Unsafe.As<T, TLimit>(ref Unsafe.Add(ref MemoryMarshal.GetReference(values), row + column));
                else
                    for (int i = 0; i < count; i++)
                        someValues[i] = TLimit.CreateTruncating(values[row + column + i]);

                ulong word = rules == 1 ? 0 - (flips[0] & 1) : FlipsFrom(rule, flips);
                for (int limit = rule; limit < limits.Length; limit += rules)
                {
                    ref var t = ref MemoryMarshal.GetReference(someLimits);
                    if (rules == 1)
                        someLimits.Fill(limits[limit]);
                    else if (count == Bits)
                        t = ref Unsafe.Add(ref MemoryMarshal.GetReference(limits), limit);
                    else
                        limits.Slice(limit, count).CopyTo(someLimits);
                    word ^= ReachedLimits.Of(ref x, ref t);
                }

                bits[to] = count == Bits ? word : word & ((1ul << count) - 1);
            }
        }
    }

    /// <summary>The same value by value, for any number of rules.</summary>
    public static void OfValues<T, TLimit>(
        ReadOnlySpan<T> values, ReadOnlySpan<TLimit> limits, int rules, ReadOnlySpan<ulong> flips, int rowLength, Span<ulong> bits)
        where T : unmanaged, INumberBase<T>
        where TLimit : unmanaged, INumberBase<TLimit>, IComparisonOperators<TLimit, TLimit, bool>
    {
        bits.Clear();
        for (int i = 0, column = 0, at = 0, rule = 0; i < values.Length; i++)
        {
            var value = TLimit.CreateTruncating(values[i]);
            ulong bit = flips[rule / Bits] >> rule;
            for (int limit = rule; limit < limits.Length; limit += rules)
                bit ^= value >= limits[limit] ? 1ul : 0;
            bits[at] |= (bit & 1) << column;
            if (++rule == rules)
                rule = 0;
            if (++column == rowLength)
                (column, at) = (0, at + 1);
            else if (column % Bits == 0)
                at++;
        }
    }

    /// <summary>The flips of up to sixty-four rules from <paramref name="rule"/> on.</summary>
    private static ulong FlipsFrom(int rule, ReadOnlySpan<ulong> flips)
    {
        var (word, shift) = (rule / Bits, rule % Bits);
        ulong low = flips[word] >> shift;
        return shift == 0 || word + 1 == flips.Length ? low : low | (flips[word + 1] << (Bits - shift));
    }
}
