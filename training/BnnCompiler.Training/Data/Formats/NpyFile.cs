// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>
/// numpy's npy: a magic string, a version, the length of the header, the header (a Python dictionary with the keys descr, fortran_order and shape),
/// the values. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html defines it.
/// </summary>
internal static partial class NpyFile
{
    private const int MagicLength = 6;

    public static bool IsNpy(DataFile file) => file.Content is [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..];

    /// <summary>The array of the file.</summary>
    /// <exception cref="DataException">The file is damaged, or no plain array in C order of little-endian numbers.</exception>
    public static NumberArray Read(DataFile file)
    {
        string header = ReadHeader(file, out int dataStart);
        if (TypeEntry().Match(header) is not { Success: true } type)
            throw new DataException(file.Path, $"the header {header.Trim()}", "an array of plain numbers", "Save uint8 images or integer labels.");
        if (!OrderEntry().IsMatch(header))
            throw new DataException(file.Path, "an array in Fortran order", "one in C order", "Save numpy.ascontiguousarray(array) instead.");
        if (ShapeEntry().Match(header) is not { Success: true } shape)
            throw Damaged(file, "a header without a shape");
        return NumberArray.Create(
            file.Path,
            new NumberType(type.Groups[1].Value[0], type.Groups[2].Value[0] - '0'),
            [.. shape.Groups[1].Captures.Select(size => int.Parse(size.Value, CultureInfo.InvariantCulture))],
            file.Content.AsMemory(dataStart));
    }

    /// <summary>Versions 2 and 3 differ from 1 in the width of the length, and in a text encoding that plain arrays do not need.</summary>
    private static string ReadHeader(DataFile file, out int dataStart)
    {
        byte[] content = file.Content;
        int version = content.Length > MagicLength ? content[MagicLength] : 1;
        int textStart = MagicLength + 2 + (version == 1 ? sizeof(ushort) : sizeof(uint));
        if (content.Length < textStart)
            throw Damaged(file, $"{content.Length} bytes");
        if (version is 0 or > 3)
            throw new DataException(file.Path, $"npy version {version}", "1, 2 or 3", "Save the array with numpy.save.");
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(MagicLength + 2))
            : BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(MagicLength + 2));
        if (length > (uint)(content.Length - textStart))
            throw Damaged(file, $"{content.Length} bytes and a header of {length}");
        dataStart = textStart + (int)length;
        return Encoding.Latin1.GetString(content, textStart, (int)length);
    }

    private static DataException Damaged(DataFile file, string found) =>
        new(file.Path, found, "a whole npy file", "The file is truncated or damaged; save the array again with numpy.save.");

    [GeneratedRegex(@"'descr'\s*:\s*'[<|]([uif])([1248])'")]
    private static partial Regex TypeEntry();

    [GeneratedRegex(@"'fortran_order'\s*:\s*False")]
    private static partial Regex OrderEntry();

    // Nine digits always fit an int; numpy ends a single dimension with a comma, and Python 2 a long number with L.
    [GeneratedRegex(@"'shape'\s*:\s*\((?:\s*([0-9]{1,9})L?\s*(?:,|(?=\))))+\)")]
    private static partial Regex ShapeEntry();
}
