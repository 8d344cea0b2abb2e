// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BnnCompiler.Runtime.Kernels;

namespace BnnCompiler.Runtime;

/// <summary>
/// Turns numbers into packed bits, 1 for +1 and 0 for -1, least significant bit first.
/// <para>One limit: bit = value &gt;= limit. More limits per channel t_1 &lt; t_2 &lt; …: each limit passed turns the bit over, so the bit
/// is the channel's bit below every limit (its flip) xor the parity of the number of limits reached. A falling step is one limit and
/// flip 1; an interval is two limits. A NaN reaches no limit.</para>
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
        if (limit > byte.MaxValue) bits.Clear();
        else Compare(values, (byte)Math.Max(limit, byte.MinValue), bits);
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

    /// <summary>Bit i = flip of channel i mod channels, xor the parity of the number of rows of limits that values[i] reaches.</summary>
    /// <param name="values">A multiple of <paramref name="channels"/> values, channel fastest.</param>
    /// <param name="limits">Rows of <paramref name="channels"/> limits; values[i] &gt;= limit counts.</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="flips">ceil(channels/64) words, one bit per channel.</param>
    /// <param name="bits">ceil(values.Length/64) words, all written; bits past the last value are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Parity(
        ReadOnlySpan<byte> values, ReadOnlySpan<int> limits, int channels, ReadOnlySpan<ulong> flips, Span<ulong> bits) =>
        Parity<byte, int>(values, limits, channels, flips, bits);

    /// <inheritdoc cref="Parity(ReadOnlySpan{byte}, ReadOnlySpan{int}, int, ReadOnlySpan{ulong}, Span{ulong})"/>
    public static void Parity(
        ReadOnlySpan<int> values, ReadOnlySpan<int> limits, int channels, ReadOnlySpan<ulong> flips, Span<ulong> bits) =>
        Parity<int, int>(values, limits, channels, flips, bits);

    /// <inheritdoc cref="Parity(ReadOnlySpan{byte}, ReadOnlySpan{int}, int, ReadOnlySpan{ulong}, Span{ulong})"/>
    public static void Parity(
        ReadOnlySpan<float> values, ReadOnlySpan<float> limits, int channels, ReadOnlySpan<ulong> flips, Span<ulong> bits) =>
        Parity<float, float>(values, limits, channels, flips, bits);

    private static void Parity<T, TLimit>(
        ReadOnlySpan<T> values, ReadOnlySpan<TLimit> limits, int channels, ReadOnlySpan<ulong> flips, Span<ulong> bits)
        where T : unmanaged, INumberBase<T>
        where TLimit : unmanaged, INumberBase<TLimit>, IComparisonOperators<TLimit, TLimit, bool>
    {
        Lengths.RequireMultiple(values.Length, channels, nameof(values), "whole pixels");
        Lengths.RequireMultiple(limits.Length, channels, nameof(limits), "rows of one limit per channel");
        Lengths.Require(flips.Length, Lengths.WordsFor(channels), nameof(flips), "one bit per channel");
        RequireOneBitEach(values.Length, bits);
        bits.Clear();
        for (int i = 0, channel = 0; i < values.Length; i++)
        {
            var value = TLimit.CreateTruncating(values[i]);
            var bit = flips[channel / Bits] >> channel;
            for (var limit = channel; limit < limits.Length; limit += channels) bit ^= value >= limits[limit] ? 1ul : 0;
            bits[i / Bits] |= (bit & 1) << i;
            if (++channel == channels) channel = 0;
        }
    }

    private static void RequireOneBitEach(int values, ReadOnlySpan<ulong> bits) =>
        Lengths.Require(bits.Length, Lengths.WordsFor(values), nameof(bits), "one bit per value");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare<T>(ReadOnlySpan<T> values, T limit, Span<ulong> bits)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        ref var value = ref MemoryMarshal.GetReference(values);
        var whole = values.Length / Bits;
        for (var j = 0; j < whole; j++) bits[j] = CompareWord(ref Unsafe.Add(ref value, j * Bits), limit);
        if (whole == bits.Length) return;

        Span<T> rest = stackalloc T[Bits];
        rest.Clear();
        values[(whole * Bits)..].CopyTo(rest);
        bits[whole] = CompareWord(ref MemoryMarshal.GetReference(rest), limit) & ((1ul << values.Length) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong CompareWord<T>(ref T values, T limit) where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        var word = 0ul;
        if (Vector512.IsHardwareAccelerated)
        {
            for (var i = 0; i < Bits; i += Vector512<T>.Count)
            {
                var reached = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref values, (nuint)i), Vector512.Create(limit));
                word |= reached.ExtractMostSignificantBits() << i;
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (var i = 0; i < Bits; i += Vector256<T>.Count)
            {
                var reached = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref values, (nuint)i), Vector256.Create(limit));
                word |= (ulong)reached.ExtractMostSignificantBits() << i;
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (var i = 0; i < Bits; i += Vector128<T>.Count)
            {
                var reached = Vector128.GreaterThanOrEqual(Vector128.LoadUnsafe(ref values, (nuint)i), Vector128.Create(limit));
                word |= (ulong)reached.ExtractMostSignificantBits() << i;
            }
        }
        else
        {
            for (var i = 0; i < Bits; i++) word |= Unsafe.Add(ref values, i) >= limit ? 1ul << i : 0;
        }

        return word;
    }
}
