// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using BnnCompiler.Formats;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>The gzip container (RFC 1952) of one member: header, deflate data, CRC-32 and length.</summary>
internal static class GzipData
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;
    private const int HasHeaderCrc = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;

    /// <summary>
    /// The decompressed bytes, checked against the trailer; where there are more than <paramref name="limit"/>, the first of them, unchecked.
    /// </summary>
    /// <exception cref="InvalidDataException">The data is damaged, cut off, or followed by something.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> data, int limit)
    {
        ReadOnlySpan<byte> body = data[Math.Min(data.Length, BodyStart(data))..];
        byte[] result = Inflater.Decompress(body, limit, out int consumed);
        if (consumed < 0)
            return result;
        ReadOnlySpan<byte> trailer = body[consumed..];
        bool intact = trailer.Length == TrailerLength
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer) == Crc32.Of(result)
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == (uint)result.Length;
        return intact ? result : throw new InvalidDataException();
    }

    private static int BodyStart(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderLength || data is not [0x1F, 0x8B, 8, var flags, ..] || flags > 31)
            throw new InvalidDataException();
        int at = HeaderLength;
        if ((flags & HasExtra) != 0)
            at += 2 + (at + 2 <= data.Length ? BinaryPrimitives.ReadUInt16LittleEndian(data[at..]) : 0);
        for (int text = HasName; text <= HasComment; text <<= 1)
        {
            if ((flags & text) == 0)
                continue;
            int length = at < data.Length ? data[at..].IndexOf((byte)0) : -1;
            at = length < 0 ? throw new InvalidDataException() : at + length + 1;
        }

        return at + ((flags & HasHeaderCrc) != 0 ? 2 : 0);
    }
}
