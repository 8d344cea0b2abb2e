// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>An array of numpy's npy file.</summary>
internal static class NpyFile
{
    public static bool IsNpy(DataFile file) => file.Content.AsSpan().StartsWith(NpyFormat.Magic);

    /// <summary>The array of the file.</summary>
    /// <exception cref="DataException">The file is damaged, or no plain array in C order of little-endian numbers.</exception>
    public static NumberArray Read(DataFile file)
    {
        string header = ReadHeader(file, out int dataStart);
        var entries = NpyDictionary.Parse(header);
        if (entries.Type is not ['<' or '|', ('u' or 'i' or 'f') and var kind, ('1' or '2' or '4' or '8') and var size])
            throw new DataException(file.Path, $"the header {header.Trim()}", "an array of plain numbers", "Save uint8 images or integer labels.");
        if (entries.IsFortranOrder != false)
            throw new DataException(file.Path, "an array in Fortran order", "one in C order", "Save numpy.ascontiguousarray(array) instead.");
        return entries.Shape is null or []
            ? throw Damaged(file, "a header without a shape")
            : NumberArray.Create(file.Path, new NumberType(kind, size - '0'), [.. entries.Shape], file.Content.AsMemory(dataStart));
    }

    private static string ReadHeader(DataFile file, out int dataStart)
    {
        byte[] content = file.Content;
        var start = NpyStart.Of(content);
        if (content.Length < start.TextStart)
            throw Damaged(file, $"{content.Length} bytes");
        if (!start.IsKnownVersion)
            throw new DataException(file.Path, $"npy version {start.Version}", "1, 2 or 3", "Save the array with numpy.save.");
        if (!start.HasText(content.Length))
            throw Damaged(file, $"{content.Length} bytes and a header of {start.TextLength}");
        dataStart = start.DataStart;
        return start.TextOf(content);
    }

    private static DataException Damaged(DataFile file, string found) =>
        new(file.Path, found, "a whole npy file", "The file is truncated or damaged; save the array again with numpy.save.");
}
