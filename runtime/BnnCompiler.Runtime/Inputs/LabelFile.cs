// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>Reads the right classes of examples: idx of rank 1 (also gzip), an integer npy array, or text with one integer a line.</summary>
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

        ReadOnlySpan<byte> data = file.AsSpan(header.DataStart);
        return header.Type switch
        {
            "|u1" => Widen(data),
            "|i1" => Narrow(MemoryMarshal.Cast<byte, sbyte>(data)),
            "<i2" => Narrow(MemoryMarshal.Cast<byte, short>(data)),
            "<u2" => Narrow(MemoryMarshal.Cast<byte, ushort>(data)),
            "<i4" => Narrow(MemoryMarshal.Cast<byte, int>(data)),
            "<u4" => Narrow(MemoryMarshal.Cast<byte, uint>(data)),
            "<i8" => Narrow(MemoryMarshal.Cast<byte, long>(data)),
            "<u8" => Narrow(MemoryMarshal.Cast<byte, ulong>(data)),
            _ => throw new InputFileException(path, $"numpy type '{header.Type}'", "integers", "Save the labels with .astype(numpy.int64)."),
        };
    }

    // -1 is no class, so a number that does not fit is refused by the caller like any other wrong label.
    private static int[] Narrow<T>(ReadOnlySpan<T> values)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        int[] labels = new int[values.Length];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = T.IsNegative(values[i]) || values[i] > T.CreateSaturating(int.MaxValue) ? -1 : int.CreateTruncating(values[i]);
        return labels;
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
