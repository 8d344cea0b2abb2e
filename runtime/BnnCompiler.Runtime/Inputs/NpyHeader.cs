// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>The header of an npy file that holds one plain array in C order, and exactly the data of its shape.</summary>
internal sealed class NpyHeader
{
    private NpyHeader(string type, int[] shape, int dataStart)
    {
        Type = type;
        Shape = shape;
        DataStart = dataStart;
    }

    /// <summary>numpy's type string: byte order, kind, bytes; for example <c>&lt;f4</c>.</summary>
    public string Type { get; }

    public int[] Shape { get; }

    public int DataStart { get; }

    /// <summary>Reads the header and checks that the file holds exactly the data it promises.</summary>
    public static NpyHeader Parse(string path, byte[] file)
    {
        var start = NpyStart.Of(file);
        if (file.Length < start.TextStart)
            throw Damaged(path, $"{file.Length} bytes");
        if (!start.IsKnownVersion)
            throw new InputFileException(path, $"npy version {start.Version}", "1, 2 or 3", "Save the array with numpy.save.");
        if (!start.HasText(file.Length))
            throw Damaged(path, $"{file.Length} bytes and a header of {start.TextLength}");

        var entries = NpyDictionary.Parse(start.TextOf(file));
        if (!entries.IsWhole)
            throw Damaged(path, "an unreadable header");
        if (entries.IsFortranOrder.Value)
        {
            throw new InputFileException(
                path, "an array in Fortran order", "one in C order", "Save it with numpy.save(path, numpy.ascontiguousarray(array)).");
        }

        var header = new NpyHeader(entries.Type, entries.Shape, start.DataStart);
        header.RequireData(path, file);
        return header;
    }

    internal static InputFileException Damaged(string path, string found) =>
        new(path, found, "a whole npy file", "The file is truncated or damaged; save the array again with numpy.save.");

    private void RequireData(string path, byte[] file)
    {
        if (Type.Length < 3 || Type[2..].AsSpan().ContainsAnyExceptInRange('0', '9') || Type.Length > 5)
            throw new InputFileException(path, $"numpy type '{Type}'", "uint8, float32 or integer labels", "Save a plain array of numbers.");
        long elementSize = int.Parse(Type.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
        long bytes = elementSize;
        foreach (int dimension in Shape)
            bytes = bytes <= Array.MaxLength ? bytes * dimension : long.MaxValue;
        long found = file.Length - DataStart;
        if (found != bytes)
        {
            throw Damaged(
                path,
            $"{found} bytes of data for shape {InputShape.Show(Shape)} of '{Type}'{(bytes == long.MaxValue ? "" : $", which takes {bytes},")}");
        }
    }
}
