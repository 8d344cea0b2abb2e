// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// Reads examples from a file: numpy <c>.npy</c>, MNIST's idx (also gzip-compressed), PNG, CIFAR-10's records, and raw values in a
/// <c>.bin</c> or <c>.raw</c> file. The format is recognised by content, except raw, which has none. Nothing is allocated that the file's own size or
/// the model's does not bound.
/// </summary>
public static class InputFile
{
    private static ReadOnlySpan<byte> PngMagic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads all examples of <paramref name="path"/> for a model that takes <paramref name="expected"/>.</summary>
    /// <exception cref="InputFileException">The file cannot be read, is damaged, or does not fit the model.</exception>
    public static InputExamples Read(string path, InputShape expected)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(expected);
        return Parse(path, WholeFile.Read(path), expected);
    }

    /// <summary>Reads all examples of a file that is in memory already.</summary>
    /// <param name="name">Its name, for messages and to know raw values by; no file of that name is opened.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="expected">What the model takes.</param>
    /// <exception cref="InputFileException">The file is damaged, or does not fit the model.</exception>
    public static InputExamples Parse(string name, byte[] file, InputShape expected)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(expected);
        return FormatOf(name, file) switch
        {
            InputFormat.Raw when CifarFile.Fits(expected) && CifarFile.IsRecords(file) => CifarFile.ReadExamples(file, expected),
            InputFormat.Raw => RawFile.Read(name, file, expected),
            InputFormat.Npy => NpyFile.ReadExamples(name, file, expected),
            InputFormat.Png => PngFile.Read(name, file, expected),
            InputFormat.Idx => IdxFile.ReadExamples(name, file, expected),
            InputFormat.GzippedIdx => IdxFile.ReadExamples(name, IdxFile.Decompress(name, file), expected),
            _ => throw new InputFileException(
                name,
                file.Length == 0 ? "an empty file" : $"{file.Length} bytes of an unknown format",
                "npy, idx, idx.gz, PNG, or raw values named .bin or .raw",
                "Convert the file, or rename it if it holds raw values."),
        };
    }

    /// <summary>
    /// Reads an image from somebody who may not be trusted, such as an upload: a PNG file of the model's own size and nothing else.
    /// </summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="expected">What the model takes. It bounds what is unpacked; the file's own headers do not.</param>
    /// <exception cref="InputFileException">The file is no PNG image, damaged, or of another size.</exception>
    public static InputExamples ParsePng(string name, byte[] file, InputShape expected)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(expected);
        return file.AsSpan().StartsWith(PngMagic)
            ? PngFile.Read(name, file, expected)
            : throw new InputFileException(
                name, file.Length == 0 ? "an empty file" : $"{file.Length} bytes that are no PNG image", "a PNG image", "Convert the image.");
    }

    internal static InputFormat FormatOf(string path, ReadOnlySpan<byte> file)
    {
        // A raw image can begin with any bytes, so its name decides alone.
        if (path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".raw", StringComparison.OrdinalIgnoreCase))
            return InputFormat.Raw;
        if (file.StartsWith(NpyFormat.Magic))
            return InputFormat.Npy;
        if (file.StartsWith(PngMagic))
            return InputFormat.Png;
        if (file is [0x1F, 0x8B, ..])
            return InputFormat.GzippedIdx;
        if (IdxHeader.Begins(file))
            return InputFormat.Idx;
        return InputFormat.Unknown;
    }

    /// <summary>Refuses a file of another element than the model's: converting silently would hide a missing or doubled scaling.</summary>
    internal static void RequireElement(string path, InputElement found, InputShape expected)
    {
        if (found == expected.Element)
            return;
        throw found == InputElement.Float32
            ? new InputFileException(
                path, "float32 values", "uint8 pixels 0..255", "The model scales pixels itself; give it the pixels as they are, as uint8.")
            : new InputFileException(
                path, "uint8 values", "float32 values", "Scale the values as in training and save them as a float32 npy file.");
    }
}

/// <summary>The formats <see cref="InputFile"/> and <see cref="LabelFile"/> tell apart.</summary>
internal enum InputFormat
{
    Unknown,
    Raw,
    Npy,
    Idx,
    GzippedIdx,
    Png,
}
