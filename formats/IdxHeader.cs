// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace BnnCompiler.Formats;

/// <summary>
/// What stands in front of the values of MNIST's idx: two zero bytes, their type, the number of dimensions, and the extents as big-endian 32-bit
/// numbers. Files of one dimension hold labels, others images. http://yann.lecun.com/exdb/mnist/ defines it.
/// </summary>
/// <param name="file">A file that <see cref="Begins"/> so.</param>
internal readonly ref struct IdxHeader(ReadOnlySpan<byte> file)
{
    /// <summary>The type of bytes 0..255, the only one that images and labels have.</summary>
    public const byte UnsignedByte = 8;

    /// <summary>Bytes of the longest header.</summary>
    public const int LongestLength = 4 + (4 * byte.MaxValue);

    private readonly ReadOnlySpan<byte> _file = file;

    /// <summary>The type of the values.</summary>
    public byte Type => _file[2];

    /// <summary>Bytes in front of the first value.</summary>
    public int Length => 4 + (4 * _file[3]);

    /// <summary>Whether the file has the whole header.</summary>
    public bool IsWhole => _file.Length >= Length;

    /// <summary>The extents of a whole header, as they stand there: perhaps 0 or negative, perhaps more than the file holds.</summary>
    public int[] Extents()
    {
        int[] extents = new int[_file[3]];
        for (int i = 0; i < extents.Length; i++)
            extents[i] = BinaryPrimitives.ReadInt32BigEndian(_file[(4 + (4 * i))..]);
        return extents;
    }

    /// <summary>Whether a file is idx: two zero bytes, a type of numbers, a dimension or more.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file is [0, 0, 0x08 or 0x09 or 0x0B or 0x0C or 0x0D or 0x0E, > 0, ..];

    /// <summary>The header of bytes.</summary>
    public static byte[] Of(params ReadOnlySpan<int> extents)
    {
        byte[] header = new byte[4 + (4 * extents.Length)];
        (header[2], header[3]) = (UnsignedByte, (byte)extents.Length);
        for (int i = 0; i < extents.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), extents[i]);
        return header;
    }
}
