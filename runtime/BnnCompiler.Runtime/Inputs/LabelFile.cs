// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// Reads the right classes of examples: idx of rank 1 (also gzip), an integer npy array, CIFAR-10's records, or text with one integer a line.
/// </summary>
public static class LabelFile
{
    /// <summary>The class of every example, each in 0..<paramref name="classCount"/>-1.</summary>
    /// <exception cref="InputFileException">The file cannot be read, is damaged, or names a class the model does not have.</exception>
    public static int[] Read(string path, int classCount)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] file = WholeFile.Read(path);
        int[] labels = InputFile.FormatOf(path, file) switch
        {
            InputFormat.Idx => Widen(IdxFile.ReadLabels(path, file).Span),
            InputFormat.GzippedIdx => Widen(IdxFile.ReadLabels(path, IdxFile.Decompress(path, file)).Span),
            InputFormat.Npy => ReadNpy(path, file),
            InputFormat.Raw when CifarFile.IsRecords(file) => CifarFile.ReadLabels(file),
            InputFormat.Png => throw new InputFileException(path, "an image", "labels", "Give the image as an input and the labels here."),
            _ => ReadText(path, file),
        };
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new InputFileException(
                    path, $"label {labels[i]} at index {i}", $"0..{classCount - 1}", "The labels belong to another model, or count from 1.");
            }
        }

        return labels;
    }

    private static int[] Widen(ReadOnlySpan<byte> bytes)
    {
        int[] labels = new int[bytes.Length];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = bytes[i];
        return labels;
    }

    private static int[] ReadNpy(string path, byte[] file)
    {
        NpyHeader header = NpyHeader.Parse(path, file);
        if (header.Shape is not ([_] or [_, 1]))
        {
            throw new InputFileException(
                path, $"shape {InputShape.Show(header.Shape)}", "one label an example, (N) or (N, 1)", "Save class indices, not one-hot rows.");
        }

        int size = header.Type switch
        {
            "|u1" or "|i1" => 1,
            "<u2" or "<i2" => 2,
            "<u4" or "<i4" => 4,
            "<u8" or "<i8" => 8,
            _ => throw new InputFileException(path, $"numpy type '{header.Type}'", "integers", "Save the labels with .astype(numpy.int64)."),
        };
        bool signed = header.Type[1] == 'i';
        int[] labels = new int[header.Shape[0]];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = ReadInteger(file.AsSpan(header.DataStart + (i * size), size), signed);
        return labels;
    }

    /// <summary>A little-endian integer of any width; -1, which is no class, for one that is negative or does not fit.</summary>
    private static int ReadInteger(ReadOnlySpan<byte> bytes, bool signed)
    {
        bool negative = signed && bytes[^1] >= 128;
        ulong value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return negative || value > int.MaxValue ? -1 : (int)value;
    }

    private static int[] ReadText(string path, byte[] file)
    {
        var labels = new List<int>();
        int line = 0;
        foreach (ReadOnlySpan<char> raw in Encoding.Latin1.GetString(file).AsSpan().TrimEnd("\r\n").EnumerateLines())
        {
            line++;
            if (!int.TryParse(raw.Trim(' '), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int label))
            {
                string shown = raw.Length > 20 ? raw[..20].ToString() + "..." : raw.ToString();
                throw new InputFileException(path, $"'{shown}' in line {line}", "one integer", "Write one class index a line.");
            }

            labels.Add(label);
        }

        return [.. labels];
    }
}
