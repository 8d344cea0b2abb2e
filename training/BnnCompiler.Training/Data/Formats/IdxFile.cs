// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>An array of MNIST's idx file.</summary>
internal static class IdxFile
{
    public static bool IsIdx(DataFile file) => IdxHeader.Begins(file.Content);

    /// <summary>The array of the file.</summary>
    /// <exception cref="DataException">The file is damaged, or its values are not bytes.</exception>
    public static NumberArray Read(DataFile file)
    {
        byte[] content = file.Content;
        var header = new IdxHeader(content);
        if (header.Type != IdxHeader.UnsignedByte)
        {
            throw new DataException(
                file.Path, $"idx values of type 0x{header.Type:X2}", "unsigned bytes, type 0x08", "Save them as uint8, or as npy.");
        }

        return header.IsWhole
            ? NumberArray.Create(file.Path, NumberType.UInt8, [.. header.Extents()], content.AsMemory(header.Length))
            : throw new DataException(file.Path, $"{content.Length} bytes", $"an idx header of {header.Length} bytes", "The file is truncated.");
    }
}
