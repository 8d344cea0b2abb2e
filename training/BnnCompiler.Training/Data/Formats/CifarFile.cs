// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>
/// The binary records of CIFAR-10: a label in 0..9, then the 32x32 pixels of red, green and blue, channel after channel, row by row.
/// https://www.cs.toronto.edu/~kriz/cifar.html defines them.
/// </summary>
internal static class CifarFile
{
    public const int Classes = 10;
    private const int RecordLength = 1 + (3 * 32 * 32);

    public static ImageShape Shape { get; } = new(3, 32, 32);

    /// <summary>The images of all <paramref name="files"/>, one file after the other.</summary>
    /// <exception cref="DataException">A file is not made of whole records, or a label is no class.</exception>
    public static ImageSet Read(ImmutableArray<DataFile> files)
    {
        foreach (DataFile file in files)
            RequireRecords(file);
        long count = files.Sum(file => (long)file.Content.Length) / RecordLength;
        if (count * Shape.Length > Array.MaxLength)
            throw new DataException(files[0].Path, $"{count} images in this and the files beside it", "less than 2 GiB", "Keep fewer of them.");

        byte[] pixels = new byte[count * Shape.Length];
        byte[] labels = new byte[count];
        int image = 0;
        foreach (DataFile file in files)
        {
            for (int at = 0; at < file.Content.Length; at += RecordLength, image++)
            {
                labels[image] = file.Content[at];
                file.Content.AsSpan(at + 1, Shape.Length).CopyTo(pixels.AsSpan(image * Shape.Length));
            }
        }

        return new ImageSet(Shape.Channels, Shape.Height, Shape.Width, Classes, pixels, labels);
    }

    private static void RequireRecords(DataFile file)
    {
        int length = file.Content.Length;
        if (length == 0 || length % RecordLength != 0)
        {
            throw new DataException(
                file.Path,
                $"{length} bytes",
                $"a multiple of {RecordLength}, a label and {Shape} pixels a record",
                "The file is truncated, or not of CIFAR-10's binary version.");
        }

        for (int at = 0; at < length; at += RecordLength)
        {
            if (file.Content[at] >= Classes)
            {
                throw new DataException(
                    file.Path,
                    $"label {file.Content[at]} in record {at / RecordLength}",
                    $"0..{Classes - 1}",
                    "Is this CIFAR-10, in its binary version?");
            }
        }
    }
}
