// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>The zlib container (RFC 1950) that PNG uses: two header bytes, deflate data, Adler-32.</summary>
internal static class ZlibData
{
    private const int TrailerLength = 4;

    /// <summary>
    /// The decompressed bytes, checked against the trailer; where there are more than <paramref name="limit"/>, the first of them, unchecked.
    /// </summary>
    /// <exception cref="InvalidDataException">The data is damaged, cut off, or followed by something.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> data, int limit)
    {
        // Deflate with a window of 32 KiB or less, no preset dictionary, and a check that the two bytes are a multiple of 31.
        if (data.Length < 2 || (data[0] & 0x0F) != 8 || data[0] >> 4 > 7 || (data[1] & 0x20) != 0 || ((data[0] << 8) | data[1]) % 31 != 0)
            throw new InvalidDataException();
        byte[] result = Inflater.Decompress(data[2..], limit, out int consumed);
        if (consumed < 0)
            return result;
        ReadOnlySpan<byte> trailer = data[(2 + consumed)..];
        bool intact = trailer.Length == TrailerLength && BinaryPrimitives.ReadUInt32BigEndian(trailer) == Adler32.Of(result);
        return intact ? result : throw new InvalidDataException();
    }
}
