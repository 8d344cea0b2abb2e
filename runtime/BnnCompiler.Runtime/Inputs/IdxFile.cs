// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>MNIST's idx, plain and in gzip: rank 1 holds labels, higher ranks hold examples.</summary>
internal static class IdxFile
{
    public static InputExamples ReadExamples(string path, byte[] file, InputShape expected)
    {
        int[] shape = ReadHeader(path, file, out int dataStart);
        if (shape.Length == 1)
        {
            throw new InputFileException(
                path, $"an idx file of {shape[0]} labels", "an idx file of examples", "Give the images here and the labels with --labels.");
        }

        InputFile.RequireElement(path, InputElement.UInt8, expected);
        if (!expected.TryCountExamples(shape, out int count))
            throw new InputFileException(path, $"shape {InputShape.Show(shape)}", expected.ToString(), "The file belongs to another model.");
        return new InputExamples(expected, count, file.AsMemory(dataStart));
    }

    public static ReadOnlyMemory<byte> ReadLabels(string path, byte[] file)
    {
        int[] shape = ReadHeader(path, file, out int dataStart);
        return shape.Length == 1
            ? file.AsMemory(dataStart)
            : throw new InputFileException(
                path, $"an idx file of shape {InputShape.Show(shape)}", "labels, an idx file of rank 1", "Give the labels, not the images.");
    }

    /// <summary>Decompresses a gzip file that holds an idx file; stops at the length the idx header gives, so a bomb stays small.</summary>
    public static byte[] Decompress(string path, byte[] file)
    {
        try
        {
            byte[] start = GzipData.Decompress(file, IdxHeader.LongestLength);
            if (InputFile.FormatOf("", start) != InputFormat.Idx)
                throw new InputFileException(path, "gzip of an unknown format", "gzip of an idx file", "Decompress the file first.");
            long length = LengthOf(path, start, out _);
            return GzipData.Decompress(file, (int)Math.Min(length + 1, Array.MaxLength));
        }
        catch (InvalidDataException)
        {
            throw new InputFileException(path, "damaged gzip data", "a whole gzip file", "Copy or download the file again.");
        }
    }

    private static int[] ReadHeader(string path, ReadOnlySpan<byte> file, out int dataStart)
    {
        long length = LengthOf(path, file, out int[] shape);
        dataStart = new IdxHeader(file).Length;
        if (file.Length != length)
        {
            throw new InputFileException(
                path,
                $"{(file.Length < length ? $"only {file.Length}" : "more than " + length)} bytes",
                $"{length} bytes for an idx file of shape {InputShape.Show(shape)}",
                file.Length < length ? "The file is truncated; copy or download it again." : "Something follows the data; remove it.");
        }

        return shape;
    }

    /// <summary>The length of the whole idx file by its header.</summary>
    private static long LengthOf(string path, ReadOnlySpan<byte> file, out int[] shape)
    {
        var header = new IdxHeader(file);
        if (header.Type != IdxHeader.UnsignedByte)
            throw new InputFileException(
                path, $"idx values of type 0x{header.Type:X2}", "unsigned bytes, type 0x08", "Save it as uint8, or use npy.");
        if (!header.IsWhole)
            throw new InputFileException(path, $"{file.Length} bytes", $"an idx header of {header.Length} bytes", "The file is truncated.");
        shape = header.Extents();
        long count = 1;
        foreach (int extent in shape)
            count = extent > 0 && count <= Array.MaxLength ? count * extent : 0;
        return count is > 0 and <= int.MaxValue
            ? header.Length + count
            : throw new InputFileException(
                path, $"an idx header of shape {InputShape.Show(shape)}", "dimensions of 1 or more, less than 2 GiB in all", "The file is damaged.");
    }
}
