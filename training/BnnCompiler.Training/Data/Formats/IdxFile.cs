// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>
/// MNIST's idx: two zero bytes, a type (8 = unsigned byte), the rank, then the dimensions as big-endian 32-bit numbers, then the values.
/// http://yann.lecun.com/exdb/mnist/ defines it.
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;

    public static bool IsIdx(DataFile file) => file.Content is [0, 0, >= UnsignedByte and <= 14, >= 1, ..];

    /// <summary>The array of the file.</summary>
    /// <exception cref="DataException">The file is damaged, or its values are not bytes.</exception>
    public static NumberArray Read(DataFile file)
    {
        byte[] content = file.Content;
        int rank = content[3];
        int dataStart = 4 + (4 * rank);
        if (content[2] != UnsignedByte)
        {
            throw new DataException(
                file.Path, $"idx values of type 0x{content[2]:X2}", "unsigned bytes, type 0x08", "Save them as uint8, or as npy.");
        }

        if (content.Length < dataStart)
            throw new DataException(file.Path, $"{content.Length} bytes", $"an idx header of {dataStart} bytes", "The file is truncated.");
        ImmutableArray<int> shape =
            [.. Enumerable.Range(0, rank).Select(i => BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(4 + (4 * i))))];
        return NumberArray.Create(file.Path, NumberType.UInt8, shape, content.AsMemory(dataStart));
    }
}
