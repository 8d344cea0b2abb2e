// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Elements;

namespace BnnCompiler.Runtime;

/// <summary>
/// Turns numbers into packed bits, 1 for +1 and 0 for -1, least significant bit first.
/// <para>One limit: bit = value &gt;= limit. More limits per channel t_1 &lt; t_2 &lt; …: each limit passed turns the bit over, so the bit
/// is the channel's bit below every limit (its flip) xor the parity of the number of limits reached. A falling step is one limit and
/// flip 1; an interval is two limits. A NaN reaches no limit.</para>
/// <para>The bits of an image are rows, one per pixel, and every row starts a new word; a vector is one row.</para>
/// </summary>
public static class Binarize
{
    private const int Bits = 64;

    /// <summary>Bit i = (values[i] &gt;= limit).</summary>
    /// <param name="values">N values.</param>
    /// <param name="limit">Any integer; one outside 0..255 makes all bits alike.</param>
    /// <param name="bits">ceil(N/64) words, all written; bits past N are 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void AtLeast(ReadOnlySpan<byte> values, int limit, Span<ulong> bits)
    {
        RequireOneBitEach(values.Length, bits);
        if (limit > byte.MaxValue)
            bits.Clear();
        else
            Compare(values, (byte)Math.Max(limit, byte.MinValue), bits);
    }

    /// <inheritdoc cref="AtLeast(ReadOnlySpan{byte}, int, Span{ulong})"/>
    /// <param name="values">N values.</param>
    /// <param name="limit">The least value whose bit is 1.</param>
    /// <param name="bits">ceil(N/64) words, all written; bits past N are 0.</param>
    public static void AtLeast(ReadOnlySpan<int> values, int limit, Span<ulong> bits)
    {
        RequireOneBitEach(values.Length, bits);
        Compare(values, limit, bits);
    }

    /// <summary>Bit i = (values[i] &gt;= limit); 0 where either is NaN.</summary>
    /// <param name="values">N values.</param>
    /// <param name="limit">The least value whose bit is 1.</param>
    /// <param name="bits">ceil(N/64) words, all written; bits past N are 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void AtLeast(ReadOnlySpan<float> values, float limit, Span<ulong> bits)
    {
        RequireOneBitEach(values.Length, bits);
        Compare(values, limit, bits);
    }

    /// <summary>Bit c of row r = (values[r·rowLength + c] &gt;= limit); 0 where either is NaN.</summary>
    /// <param name="values">Rows of <paramref name="rowLength"/> values.</param>
    /// <param name="limit">The least value whose bit is 1; any integer for bytes.</param>
    /// <param name="rowLength">At least 1.</param>
    /// <param name="bits">ceil(rowLength/64) words per row, all written; bits past a row are 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void AtLeast(ReadOnlySpan<byte> values, int limit, int rowLength, Span<ulong> bits)
    {
        RequireRows(values.Length, rowLength, bits);
        if (limit > byte.MaxValue)
            bits.Clear();
        else
            CompareRows(values, (byte)Math.Max(limit, byte.MinValue), rowLength, bits);
    }

    /// <inheritdoc cref="AtLeast(ReadOnlySpan{byte}, int, int, Span{ulong})"/>
    public static void AtLeast(ReadOnlySpan<int> values, int limit, int rowLength, Span<ulong> bits)
    {
        RequireRows(values.Length, rowLength, bits);
        CompareRows(values, limit, rowLength, bits);
    }

    /// <inheritdoc cref="AtLeast(ReadOnlySpan{byte}, int, int, Span{ulong})"/>
    public static void AtLeast(ReadOnlySpan<float> values, float limit, int rowLength, Span<ulong> bits)
    {
        RequireRows(values.Length, rowLength, bits);
        CompareRows(values, limit, rowLength, bits);
    }

    /// <summary>Bit i = flip of channel i mod channels, xor the parity of the number of rows of limits that values[i] reaches.</summary>
    /// <param name="values">A multiple of <paramref name="channels"/> values, channel fastest.</param>
    /// <param name="limits">Rows of <paramref name="channels"/> limits; values[i] &gt;= limit counts.</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="flips">ceil(channels/64) words, one bit per channel.</param>
    /// <param name="bits">ceil(values.Length/64) words, all written; bits past the last value are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Parity(
        ReadOnlySpan<byte> values, ReadOnlySpan<int> limits, int channels, ReadOnlySpan<ulong> flips, Span<ulong> bits) =>
        Parity<byte, int>(values, limits, channels, flips, values.Length, bits);

    /// <inheritdoc cref="Parity(ReadOnlySpan{byte}, ReadOnlySpan{int}, int, ReadOnlySpan{ulong}, Span{ulong})"/>
    public static void Parity(
        ReadOnlySpan<int> values, ReadOnlySpan<int> limits, int channels, ReadOnlySpan<ulong> flips, Span<ulong> bits) =>
        Parity<int, int>(values, limits, channels, flips, values.Length, bits);

    /// <inheritdoc cref="Parity(ReadOnlySpan{byte}, ReadOnlySpan{int}, int, ReadOnlySpan{ulong}, Span{ulong})"/>
    public static void Parity(
        ReadOnlySpan<float> values, ReadOnlySpan<float> limits, int channels, ReadOnlySpan<ulong> flips, Span<ulong> bits) =>
        Parity<float, float>(values, limits, channels, flips, values.Length, bits);

    /// <summary>Bit i of all rows = flip of rule i mod rules, xor the parity of the number of rows of limits that values[i] reaches.</summary>
    /// <param name="values">Rows of <paramref name="rowLength"/> values, a multiple of <paramref name="rules"/> of them.</param>
    /// <param name="limits">Rows of <paramref name="rules"/> limits; values[i] &gt;= limit counts.</param>
    /// <param name="rules">1 for one rule, the row length for one per channel, the number of values for one per value.</param>
    /// <param name="flips">ceil(rules/64) words, one bit per rule.</param>
    /// <param name="rowLength">Values per pixel; at least 1.</param>
    /// <param name="bits">ceil(rowLength/64) words per row, all written; bits past a row are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Parity(
        ReadOnlySpan<byte> values, ReadOnlySpan<int> limits, int rules, ReadOnlySpan<ulong> flips, int rowLength, Span<ulong> bits) =>
        Parity<byte, int>(values, limits, rules, flips, rowLength, bits);

    /// <inheritdoc cref="Parity(ReadOnlySpan{byte}, ReadOnlySpan{int}, int, ReadOnlySpan{ulong}, int, Span{ulong})"/>
    public static void Parity(
        ReadOnlySpan<int> values, ReadOnlySpan<int> limits, int rules, ReadOnlySpan<ulong> flips, int rowLength, Span<ulong> bits) =>
        Parity<int, int>(values, limits, rules, flips, rowLength, bits);

    /// <inheritdoc cref="Parity(ReadOnlySpan{byte}, ReadOnlySpan{int}, int, ReadOnlySpan{ulong}, int, Span{ulong})"/>
    public static void Parity(
        ReadOnlySpan<float> values, ReadOnlySpan<float> limits, int rules, ReadOnlySpan<ulong> flips, int rowLength, Span<ulong> bits) =>
        Parity<float, float>(values, limits, rules, flips, rowLength, bits);

    private static void Parity<T, TLimit>(
        ReadOnlySpan<T> values, ReadOnlySpan<TLimit> limits, int channels, ReadOnlySpan<ulong> flips, int rowLength, Span<ulong> bits)
        where T : unmanaged, INumberBase<T>
        where TLimit : unmanaged, INumberBase<TLimit>, IComparisonOperators<TLimit, TLimit, bool>
    {
        Lengths.RequireMultiple(values.Length, channels, nameof(values), "whole pixels");
        Lengths.RequireMultiple(limits.Length, channels, nameof(limits), "rows of one limit per channel");
        Lengths.Require(flips.Length, Lengths.WordsFor(channels), nameof(flips), "one bit per channel");
        if (values.IsEmpty)
            RequireOneBitEach(0, bits);
        else
            RequireRows(values.Length, rowLength, bits);
        if (values.IsEmpty)
            return;

        // One rule for all values, or rows that each follow as many rules one after the other.
        if (channels == 1 || channels % rowLength == 0)
            LimitParity.OfRows(values, limits, channels, flips, rowLength, bits);
        else
            LimitParity.OfValues(values, limits, channels, flips, rowLength, bits);
    }

    private static void RequireOneBitEach(int values, ReadOnlySpan<ulong> bits) =>
        Lengths.Require(bits.Length, Lengths.WordsFor(values), nameof(bits), "one bit per value");

    private static void RequireRows(int values, int rowLength, ReadOnlySpan<ulong> bits)
    {
        Lengths.RequireMultiple(values, rowLength, nameof(values), "whole rows");
        Lengths.Require(bits.Length, (long)(values / rowLength) * Lengths.WordsFor(rowLength), nameof(bits), "one bit per value, by rows");
    }

    private static void CompareRows<T>(ReadOnlySpan<T> values, T limit, int rowLength, Span<ulong> bits)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        if (rowLength % Bits == 0)
        {
            Compare(values, limit, bits);
            return;
        }

        int words = Lengths.WordsFor(rowLength);
        for (; !values.IsEmpty; values = values[rowLength..], bits = bits[words..])
            Compare(values[..rowLength], limit, bits[..words]);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    private static void Compare<T>(ReadOnlySpan<T> values, T limit, Span<ulong> bits)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        Span<T> limits = stackalloc T[Bits];
        limits.Fill(limit);
        ref var first = ref MemoryMarshal.GetReference(limits);
        ref var value = ref MemoryMarshal.GetReference(values);
        int whole = values.Length / Bits;
        for (int j = 0; j < whole; j++)
            bits[j] = ReachedLimits.Of(ref Unsafe.Add(ref value, j * Bits), ref first);
        if (whole == bits.Length)
            return;

        // The last values, some of which are in the word before as well.
        if (whole > 0)
        {
            bits[whole] = ReachedLimits.Of(ref Unsafe.Add(ref value, values.Length - Bits), ref first) >> (-values.Length & (Bits - 1));
            return;
        }

        Span<T> rest = stackalloc T[Bits];
        rest.Clear();
        values.CopyTo(rest);
        bits[0] = ReachedLimits.Of(ref MemoryMarshal.GetReference(rest), ref first) & ((1ul << values.Length) - 1);
    }
}
