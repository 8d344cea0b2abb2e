// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Formats;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>numpy's <c>.npy</c>: one array in C order, little-endian.</summary>
public static class NpyFile
{
    /// <summary>Writes a float32 array as numpy 2 does, byte for byte: version 1.0, the header padded to 64 bytes.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements as the data.</exception>
    public static void Write(Stream stream, ReadOnlySpan<float> data, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long count = 1;
        foreach (int dimension in shape)
            count *= dimension;
        if (count != data.Length)
            throw new ArgumentException($"Shape {NpyFormat.Tuple(shape)} has {count} elements, the data {data.Length}.", nameof(shape));

        stream.Write(NpyFormat.HeaderOf(shape));
        stream.Write(MemoryMarshal.AsBytes(data)); // little-endian, as every processor we target
    }

    internal static InputExamples ReadExamples(string path, byte[] file, InputShape expected)
    {
        NpyHeader header = NpyHeader.Parse(path, file);
        InputElement element = header.Type switch
        {
            "|u1" => InputElement.UInt8,
            "<f4" => InputElement.Float32,
            _ => throw new InputFileException(
                path,
                $"numpy type '{header.Type}'",
                expected.Element == InputElement.UInt8 ? "uint8, '|u1'" : "float32, '<f4'",
                $"Save the array with .astype(numpy.{(expected.Element == InputElement.UInt8 ? "uint8" : "float32")})."),
        };
        InputFile.RequireElement(path, element, expected);
        if (!expected.TryCountExamples(header.Shape, out int count))
        {
            throw new InputFileException(
                path,
                $"shape {NpyFormat.Tuple(header.Shape)}",
                expected.ToString(),
                "The array belongs to another model, or its axes are in another order.");
        }

        return new InputExamples(expected, count, file.AsMemory(header.DataStart));
    }
}
