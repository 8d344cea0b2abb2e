// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;

namespace BnnCompiler.Runtime;

/// <summary>Moves elements without changing them. Bits are packed in rows along the last axis; each row starts a new word.</summary>
public static class Rearrange
{
    private const int Bits = 64;

    /// <summary>result[i_0, i_1, …] = source[i_0·strides[0] + i_1·strides[1] + …].</summary>
    /// <param name="source">The elements, in any order that strides describe.</param>
    /// <param name="extents">The shape of the result.</param>
    /// <param name="strides">Elements of the source from one index of an axis of the result to the next; at least 0.</param>
    /// <param name="result">The product of the extents, last axis fastest.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or an index lies outside of the source.</exception>
    public static void Transpose<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> extents, ReadOnlySpan<int> strides, Span<T> result)
    {
        var rows = new StridedRows(extents, strides);
        rows.Require(source.Length, result.Length, rows.RowLength);
        for (int to = 0; to < result.Length; to += rows.RowLength, rows.MoveNext())
        {
            var row = result.Slice(to, rows.RowLength);
            if (rows.RowStride == 1)
            {
                source.Slice(rows.Offset, rows.RowLength).CopyTo(row);
                continue;
            }

            ref readonly var first = ref source[rows.Offset];
            for (int i = 0; i < row.Length; i++)
                row[i] = Unsafe.Add(ref Unsafe.AsRef(in first), i * rows.RowStride);
        }
    }

    /// <summary>Bit [i_0, i_1, …] of the result is bit i_0·strides[0] + i_1·strides[1] + … of the source.</summary>
    /// <param name="source">Packed bits; bit i is bit i mod 64 of word i/64.</param>
    /// <param name="extents">The shape of the result in bits.</param>
    /// <param name="strides">
    /// Bits of the source from one index of an axis of the result to the next; a row of the source counts with the bits that fill its last
    /// word, so every stride but that of the source's last axis is a multiple of 64.
    /// </param>
    /// <param name="result">Rows of ceil(last extent/64) words, all written; bits past the row are 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or an index lies outside of the source.</exception>
    public static void TransposeBits(ReadOnlySpan<ulong> source, ReadOnlySpan<int> extents, ReadOnlySpan<int> strides, Span<ulong> result)
    {
        var rows = new StridedRows(extents, strides);
        int words = Lengths.WordsFor(rows.RowLength);
        rows.Require((long)source.Length * Bits, result.Length, words);
        result.Clear();
        for (int to = 0; to < result.Length; to += words, rows.MoveNext())
        {
            var row = result.Slice(to, words);
            for (int i = 0; i < rows.RowLength; i++)
            {
                int bit = rows.Offset + (i * rows.RowStride);
                row[i / Bits] |= ((source[bit / Bits] >> bit) & 1) << i;
            }
        }
    }

    /// <summary>The same bits, in the same order, in rows of another length.</summary>
    /// <param name="source">Rows of ceil(sourceRow/64) words; what lies past a row is not read.</param>
    /// <param name="sourceRow">Bits of a row of the source; at least 1.</param>
    /// <param name="result">Rows of ceil(resultRow/64) words, all written; bits past a row are 0.</param>
    /// <param name="resultRow">Bits of a row of the result; at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void ReshapeBits(ReadOnlySpan<ulong> source, int sourceRow, Span<ulong> result, int resultRow)
    {
        var (sourceWords, resultWords) = (Lengths.WordsFor(sourceRow), Lengths.WordsFor(resultRow));
        Lengths.RequireMultiple(source.Length, sourceRow > 0 ? sourceWords : 0, nameof(source), "words per row");
        Lengths.RequireMultiple(result.Length, resultRow > 0 ? resultWords : 0, nameof(result), "words per row");
        long bits = (long)(source.Length / sourceWords) * sourceRow;
        Lengths.Require(
            result.Length, bits % resultRow == 0 ? bits / resultRow * resultWords : -1, nameof(result), "rows of as many bits as the source");
        result.Clear();

        // Each piece ends where a word or a row of either side does.
        long at = 0;
        while (at < bits)
        {
            var (from, to) = ((int)(at % sourceRow), (int)(at % resultRow));
            int count = Math.Min(Math.Min(Bits - (from % Bits), sourceRow - from), Math.Min(Bits - (to % Bits), resultRow - to));
            ulong piece = source[(int)(at / sourceRow * sourceWords) + (from / Bits)] >> from & (ulong.MaxValue >> (Bits - count));
            result[(int)(at / resultRow * resultWords) + (to / Bits)] |= piece << to;
            at += count;
        }
    }

    /// <summary>Every pixel of the result is the left image's channels followed by the right image's.</summary>
    /// <param name="left">Pixels of <paramref name="leftChannels"/> elements.</param>
    /// <param name="leftChannels">At least 1.</param>
    /// <param name="right">As many pixels of <paramref name="rightChannels"/> elements.</param>
    /// <param name="rightChannels">At least 1.</param>
    /// <param name="result">As many pixels of leftChannels + rightChannels elements.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Concat<T>(ReadOnlySpan<T> left, int leftChannels, ReadOnlySpan<T> right, int rightChannels, Span<T> result)
    {
        Lengths.RequireMultiple(left.Length, leftChannels, nameof(left), "channels per pixel");
        int pixels = left.Length / leftChannels;
        RequireRight(right.Length, pixels, rightChannels, rightChannels);
        Lengths.Require(result.Length, (long)left.Length + right.Length, nameof(result), "the elements of both");
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            var to = result.Slice(pixel * (leftChannels + rightChannels), leftChannels + rightChannels);
            left.Slice(pixel * leftChannels, leftChannels).CopyTo(to);
            right.Slice(pixel * rightChannels, rightChannels).CopyTo(to[leftChannels..]);
        }
    }

    /// <summary>Every pixel of the result is the left image's channels followed by the right image's, shifted next to them.</summary>
    /// <param name="left">Pixels of ceil(leftChannels/64) words; bits past the channels are 0.</param>
    /// <param name="leftChannels">At least 1.</param>
    /// <param name="right">As many pixels of ceil(rightChannels/64) words; bits past the channels are 0.</param>
    /// <param name="rightChannels">At least 1.</param>
    /// <param name="result">As many pixels of ceil((leftChannels + rightChannels)/64) words, all written.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void ConcatBits(
        ReadOnlySpan<ulong> left, int leftChannels, ReadOnlySpan<ulong> right, int rightChannels, Span<ulong> result)
    {
        var (leftWords, rightWords) = (Lengths.WordsFor(leftChannels), Lengths.WordsFor(rightChannels));
        Lengths.RequireMultiple(left.Length, leftWords, nameof(left), "words per pixel");
        int pixels = left.Length / leftWords;
        RequireRight(right.Length, pixels, rightChannels, rightWords);
        int words = Lengths.WordsFor(leftChannels + rightChannels);
        Lengths.Require(result.Length, (long)pixels * words, nameof(result), "pixels times words of both channels");
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            var to = result.Slice(pixel * words, words);
            left.Slice(pixel * leftWords, leftWords).CopyTo(to);
            to[leftWords..].Clear();
            for (int w = 0; w < rightWords; w++)
            {
                ulong word = right[(pixel * rightWords) + w];
                int at = leftChannels + (w * Bits);
                if (at % Bits == 0)
                {
                    to[at / Bits] = word;
                    continue;
                }

                to[at / Bits] |= word << at;

                // What is left over lies past the last channel where there is no further word.
                if ((at / Bits) + 1 < words)
                    to[(at / Bits) + 1] = word >> (Bits - (at % Bits));
            }
        }
    }

    /// <summary>Surrounds an image with rows and columns of one value.</summary>
    /// <param name="image">height·width pixels of as many elements each.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="top">Rows above it; at least 0, as the others.</param>
    /// <param name="left">Columns left of it.</param>
    /// <param name="bottom">Rows below it.</param>
    /// <param name="right">Columns right of it.</param>
    /// <param name="value">Every element of the new pixels.</param>
    /// <param name="result">top + height + bottom rows of left + width + right pixels.</param>
    /// <exception cref="ArgumentException">A length does not fit the others, or a size is negative.</exception>
    public static void Pad<T>(
        ReadOnlySpan<T> image, int height, int width, int top, int left, int bottom, int right, T value, Span<T> result)
    {
        if (Math.Min(height, width) < 1 || Math.Min(Math.Min(top, left), Math.Min(bottom, right)) < 0)
        {
            throw new ArgumentException(
                $"Found {height}x{width} padded by {top}, {left}, {bottom} and {right}, expected a pixel and no negative padding.", nameof(height));
        }

        Lengths.RequireMultiple(image.Length, (long)height * width, nameof(image), "elements per pixel");
        int channels = image.Length / (height * width);
        var (rows, columns) = ((long)top + height + bottom, (long)left + width + right);
        long rowLength = columns * channels;
        if (rowLength > int.MaxValue || rows > int.MaxValue)
            rowLength = int.MaxValue;
        Lengths.Require(result.Length, rows * rowLength, nameof(result), "padded rows times padded columns times channels");
        result.Fill(value);
        for (int y = 0; y < height; y++)
        {
            int to = ((top + y) * (int)rowLength) + (left * channels);
            image.Slice(y * width * channels, width * channels).CopyTo(result[to..]);
        }
    }

    private static void RequireRight(int found, int pixels, int channels, int perPixel)
    {
        Lengths.RequireMultiple(found, channels > 0 ? perPixel : 0, "right", "elements per pixel");
        Lengths.Require(found, (long)pixels * perPixel, "right", "as many pixels as left");
    }
}
