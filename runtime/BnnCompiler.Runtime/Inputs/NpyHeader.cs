// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// The header of an npy file: a Python dictionary with exactly the keys descr, fortran_order and shape. Versions 1, 2 and 3 differ in
/// the width of its length and its text encoding, which plain arrays do not use.
/// </summary>
internal sealed class NpyHeader
{
    public const int MagicLength = 6;

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
        int lengthSize = file.Length > MagicLength && file[MagicLength] == 1 ? sizeof(ushort) : sizeof(uint);
        int textStart = MagicLength + 2 + lengthSize;
        if (file.Length < textStart)
            throw Damaged(path, $"{file.Length} bytes");
        if (file[MagicLength] is 0 or > 3)
            throw new InputFileException(path, $"npy version {file[MagicLength]}", "1, 2 or 3", "Save the array with numpy.save.");
        uint length = lengthSize == sizeof(ushort)
            ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(MagicLength + 2))
            : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(MagicLength + 2));
        if (length > (uint)(file.Length - textStart))
            throw Damaged(path, $"{file.Length} bytes and a header of {length}");

        var text = new NpyHeaderText(path, Encoding.Latin1.GetString(file, textStart, (int)length));
        text.ReadDictionary(out string type, out bool fortranOrder, out int[] shape);
        if (fortranOrder)
        {
            throw new InputFileException(
                path, "an array in Fortran order", "one in C order", "Save it with numpy.save(path, numpy.ascontiguousarray(array)).");
        }

        var header = new NpyHeader(type, shape, textStart + (int)length);
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
                path, $"{found} bytes of data for shape {InputShape.Show(Shape)} of '{Type}'{(bytes == long.MaxValue ? "" : $", which takes {bytes},")}");
        }
    }
}
