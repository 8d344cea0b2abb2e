// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>Unpacks gzip and zlib data; what is allocated follows the bytes that arrive, up to a limit set by the packed length.</summary>
internal static class PackedData
{
    // Deflate shrinks zeros 1032:1, so a small file could claim all memory. Pictures shrink 10:1 at most, sorted labels some 500:1 but are few.
    private const int MostGrowth = 64;
    private const int AlwaysAllowed = 16 << 20;
    private const int GzipHeaderAndTrailer = 10 + 8;
    private const int LengthBytes = 4;

    /// <summary>The content of a gzip file of one member.</summary>
    /// <exception cref="DataException">The data is damaged, cut off, or grows beyond what images and labels do.</exception>
    public static byte[] Gunzip(string path, byte[] file)
    {
        using var gzip = new GZipStream(new MemoryStream(file, writable: false), CompressionMode.Decompress);
        byte[] content = ReadToEnd(path, gzip, file.Length, "gzip");

        // GZipStream takes the end of the file for the end of the data. The last four bytes of a whole file are the length of its content.
        return file.Length > GzipHeaderAndTrailer
            && BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(file.Length - LengthBytes)) == (uint)content.Length
            ? content
            : throw Damaged(path, "gzip");
    }

    /// <summary>The content of <paramref name="length"/> bytes of zlib data from <paramref name="start"/> on.</summary>
    /// <exception cref="DataException">As for gzip.</exception>
    public static byte[] Inflate(string path, byte[] file, int start, int length)
    {
        using var zlib = new ZLibStream(new MemoryStream(file, start, length, writable: false), CompressionMode.Decompress);
        return ReadToEnd(path, zlib, length, "zlib");
    }

    private static byte[] ReadToEnd(string path, Stream stream, int packedLength, string kind)
    {
        int limit = (int)Math.Min(Array.MaxLength, AlwaysAllowed + ((long)MostGrowth * packedLength));
        byte[] bytes = new byte[(int)Math.Min(limit, (2L * packedLength) + 1024)];
        int length = 0;
        try
        {
            while (stream.Read(bytes, length, bytes.Length - length) is > 0 and var read)
            {
                length += read;
                if (length == limit)
                    throw new DataException(path, $"{limit} bytes or more in {packedLength} of {kind}", "images or labels", "It is no dataset.");
                if (length == bytes.Length)
                    Array.Resize(ref bytes, (int)Math.Min(limit, 2L * length));
            }
        }
        catch (InvalidDataException)
        {
            throw Damaged(path, kind);
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }

    private static DataException Damaged(string path, string kind) =>
        new(path, $"damaged or truncated {kind} data", "a whole file", "Copy or download it again.");
}
