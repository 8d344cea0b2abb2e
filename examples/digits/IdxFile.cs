// SPDX-License-Identifier: MIT
using System.IO.Compression;
using BnnCompiler.Formats;

namespace Digits;

/// <summary>MNIST's idx, packed by gzip without a time stamp.</summary>
internal static class IdxFile
{
    /// <summary>Packs <paramref name="data"/>, an array with <paramref name="extents"/>.</summary>
    public static byte[] Pack(byte[] data, params int[] extents)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(IdxHeader.Of(extents));
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
