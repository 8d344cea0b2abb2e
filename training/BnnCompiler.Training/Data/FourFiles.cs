// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Data;

/// <summary>Datasets in four files, as MNIST's: images and labels, for training and for test, each idx or npy.</summary>
internal static class FourFiles
{
    // A label is kept in a byte.
    private const int MostClasses = 256;

    /// <summary>The four files under MNIST's names, in the order in which <see cref="Read"/> expects them; checksums in the same order.</summary>
    public static ImmutableArray<DatasetFile> Named(params ReadOnlySpan<FileChecksum> checksums)
    {
        ReadOnlySpan<string> names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
        var files = ImmutableArray.CreateBuilder<DatasetFile>();
        for (int i = 0; i < names.Length; i++)
        {
            string stem = names[i][..names[i].LastIndexOf("-idx", StringComparison.Ordinal)];
            files.Add(new DatasetFile(names[i])
            {
                // An unpacking program of old makes a dot of the last hyphen but one.
                OtherNames = [names[i].Replace("-idx", ".idx", StringComparison.Ordinal), $"{stem}.npy", $"{stem}.idx", stem],
                Checksum = i < checksums.Length ? checksums[i] : null,
            });
        }

        return files.DrainToImmutable();
    }

    public static (ImageSet Training, ImageSet Test) Read(DatasetFolder folder)
    {
        ImmutableArray<DatasetFile> files = folder.Description.Files;
        NumberArray trainingImages = ReadArray(folder, files[0]);
        (ImageShape shape, byte[] trainingPixels) = trainingImages.ToImages();
        if (folder.Description.Shape is { } expected && shape != expected)
            throw OtherShape(trainingImages, shape, expected);
        int known = folder.Description.ClassNames.Length;
        byte[] trainingLabels = ReadLabels(folder, files[1], trainingImages, known);

        NumberArray testImages = ReadArray(folder, files[2]);
        (ImageShape testShape, byte[] testPixels) = testImages.ToImages();
        if (testShape != shape)
            throw OtherShape(testImages, testShape, shape);
        byte[] testLabels = ReadLabels(folder, files[3], testImages, known);

        int classes = known > 0 ? known : 1 + Math.Max(trainingLabels.Max(), testLabels.Max());
        return (
            new ImageSet(shape.Channels, shape.Height, shape.Width, classes, trainingPixels, trainingLabels),
            new ImageSet(shape.Channels, shape.Height, shape.Width, classes, testPixels, testLabels));
    }

    private static byte[] ReadLabels(DatasetFolder folder, DatasetFile file, NumberArray images, int classes)
    {
        NumberArray array = ReadArray(folder, file);
        byte[] labels = array.ToLabels(classes > 0 ? classes : MostClasses);
        return labels.Length == images.Shape[0]
            ? labels
            : throw new DataException(
                array.Path,
                $"{labels.Length} labels",
                $"{images.Shape[0]}, one for each image of {images.Path}",
                "Do the two files belong together?");
    }

    private static NumberArray ReadArray(DatasetFolder folder, DatasetFile file)
    {
        DataFile data = folder.Require(file);
        return IdxFile.IsIdx(data) ? IdxFile.Read(data)
            : NpyFile.IsNpy(data) ? NpyFile.Read(data)
            : throw new DataException(
                data.Path, $"{data.Content.Length} bytes of another format", "idx or npy, plain or gzip", "The file is damaged or misnamed.");
    }

    private static DataException OtherShape(NumberArray images, ImageShape found, ImageShape expected) =>
        new(images.Path, $"images of {found}", $"{expected}", "The file belongs to another dataset; for data of your own, give the name 'folder'.");
}
