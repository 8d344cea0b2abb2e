// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits;

/// <summary>
/// The idx format of the MNIST files: a magic number (0, 0, 8 for unsigned bytes, number of axes), big-endian extents, then the bytes.
/// Packed by gzip without a time stamp.
/// </summary>
internal static class IdxFile
{
    /// <summary>Packs <paramref name="data"/>, an array with <paramref name="extents"/>.</summary>
    public static byte[] Pack(byte[] data, params int[] extents)
    {
        byte[] header = new byte[4 + (4 * extents.Length)];
        header[2] = 8;
        header[3] = (byte)extents.Length;
        for (int axis = 0; axis < extents.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * axis)), extents[axis]);

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(header);
            gzip.Write(data);
        }

        return packed.ToArray();
    }

    /// <summary>What was packed. Two versions of a packer may write the same content differently; this is what to compare.</summary>
    public static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
