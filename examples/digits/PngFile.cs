// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;
using BnnCompiler.Formats;

namespace Digits;

/// <summary>The smallest PNG file that shows a gray image (PNG specification, third edition): header, uncompressed pixels, end.</summary>
internal static class PngFile
{
    /// <summary>A file with <paramref name="pixels"/>, 8 bits each, <paramref name="side"/> rows of as many.</summary>
    public static byte[] Of(byte[] pixels, int side)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 8; // bits per sample; the zeros after it mean gray, deflate, standard filters, not interlaced

        // Before each row stands its filter: 0, the pixels as they are.
        byte[] rows = [.. pixels.Chunk(side).SelectMany(row => row.Prepend((byte)0))];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression))
            zlib.Write(rows);

        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] length = new byte[4], checksum = new byte[4];
        byte[] body = [.. type, .. data];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.Of(body));
        return [.. length, .. body, .. checksum];
    }
}
