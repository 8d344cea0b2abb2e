// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Formats;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>Files of CIFAR-10's records.</summary>
internal static class CifarFile
{
    public static ImageShape Shape { get; } = new(3, 32, 32);

    /// <summary>The images of all <paramref name="files"/>, one file after the other.</summary>
    /// <exception cref="DataException">A file is not made of whole records, or a label is no class.</exception>
    public static ImageSet Read(ImmutableArray<DataFile> files)
    {
        foreach (DataFile file in files)
            RequireRecords(file);
        long count = files.Sum(file => (long)file.Content.Length) / CifarRecords.Length;
        if (count * Shape.Length > Array.MaxLength)
            throw new DataException(files[0].Path, $"{count} images in this and the files beside it", "less than 2 GiB", "Keep fewer of them.");

        byte[] pixels = new byte[count * Shape.Length];
        byte[] labels = new byte[count];
        int image = 0;
        foreach (DataFile file in files)
        {
            for (int i = 0; i < file.Content.Length / CifarRecords.Length; i++, image++)
            {
                labels[image] = CifarRecords.LabelOf(file.Content, i);
                CifarRecords.ImageOf(file.Content, i).CopyTo(pixels.AsSpan(image * Shape.Length));
            }
        }

        return new ImageSet(Shape.Channels, Shape.Height, Shape.Width, CifarRecords.Classes, pixels, labels);
    }

    private static void RequireRecords(DataFile file)
    {
        if (!CifarRecords.AreWhole(file.Content))
        {
            throw new DataException(
                file.Path,
                $"{file.Content.Length} bytes",
                $"a multiple of {CifarRecords.Length}, a label and {Shape} pixels a record",
                "The file is truncated, or not of CIFAR-10's binary version.");
        }

        if (CifarRecords.FirstOfNoClass(file.Content) is >= 0 and var record)
        {
            throw new DataException(
                file.Path,
                $"label {CifarRecords.LabelOf(file.Content, record)} in record {record}",
                $"0..{CifarRecords.Classes - 1}",
                "Is this CIFAR-10, in its binary version?");
        }
    }
}
