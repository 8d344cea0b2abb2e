// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Data;

/// <summary>
/// The datasets that are known by name. No file of theirs comes with this project and none is downloaded: the user gives the folder.
/// The SHA-256 of MNIST and Fashion-MNIST were computed from complete copies, and other projects check the same. The MD5 of CIFAR-10 and SVHN
/// were not computed by us, for want of the files; they are those that several projects check, torchvision among them for SVHN.
/// </summary>
public static class DatasetCatalog
{
    private static readonly ImmutableArray<string> Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>All of them.</summary>
    public static ImmutableArray<DatasetDescription> All { get; } = [Mnist(), FashionMnist(), Cifar10(), Svhn(), OwnFolder()];

    /// <summary>The dataset of a name, in any case.</summary>
    /// <exception cref="DataException">There is none; the message lists those there are.</exception>
    public static DatasetDescription Find(string name) =>
        All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new DataException(
            $"found dataset '{name}', expected one of {string.Join(", ", All.Select(known => known.Name))}. " +
            "For data of your own, give the name 'folder'.");

    /// <summary>Reads a dataset from the folder that has its files.</summary>
    /// <exception cref="DataException">The name is unknown, or a file is missing, damaged or of another kind.</exception>
    public static Dataset Load(string name, string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        DatasetDescription description = Find(name);
        var files = new DatasetFolder(folder, description);
        (ImageSet training, ImageSet test) = description.Read(files);
        if (description.Shape is not null && (training.Count != description.TrainingImages || test.Count != description.TestImages))
        {
            files.Warn($"{folder}: found {training.Count} training and {test.Count} test images, {description.Title} has " +
                $"{description.TrainingImages} and {description.TestImages}. Results do not compare with published ones.");
        }

        return new Dataset(description.Name, training, test, files.Warnings);
    }

    private static DatasetDescription Mnist() => new()
    {
        Name = "mnist",
        Title = "MNIST",
        Shape = new ImageShape(1, 28, 28),
        ClassNames = Digits,
        TrainingImages = 60_000,
        TestImages = 10_000,
        Files = FourFiles.Named(
            FileChecksum.Sha256("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            FileChecksum.Sha256("65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            FileChecksum.Sha256("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            FileChecksum.Sha256("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
        Origin = "http://yann.lecun.com/exdb/mnist/, or its copy https://ossci-datasets.s3.amazonaws.com/mnist/",
        Licence = "CC BY-SA 3.0; copyright Yann LeCun and Corinna Cortes",
    };

    private static DatasetDescription FashionMnist() => new()
    {
        Name = "fashion-mnist",
        Title = "Fashion-MNIST",
        Shape = new ImageShape(1, 28, 28),
        ClassNames = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        TrainingImages = 60_000,
        TestImages = 10_000,
        Files = FourFiles.Named(
            FileChecksum.Sha256("c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            FileChecksum.Sha256("bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            FileChecksum.Sha256("5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            FileChecksum.Sha256("0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
        Origin = "https://github.com/zalandoresearch/fashion-mnist, or Debian's package dataset-fashion-mnist, which installs them at " +
            "/usr/share/datasets/fashion-mnist",
        SystemFolder = "/usr/share/datasets/fashion-mnist",
        Licence = "MIT; copyright 2017 Zalando SE",
    };

    // The archive cifar-10-binary.tar.gz itself has MD5 c32a1d4ab5d03f1284b67883e8d87530, as its page says.
    private static DatasetDescription Cifar10() => new()
    {
        Name = "cifar-10",
        Title = "CIFAR-10",
        Shape = CifarFile.Shape,
        ClassNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        TrainingImages = 50_000,
        TestImages = 10_000,
        Files =
        [
            new("data_batch_1.bin") { Checksum = FileChecksum.Md5("5dd7e06a14cb22eb9f671a540d1b7c25") },
            new("data_batch_2.bin") { Checksum = FileChecksum.Md5("5ea93a67294ea407fff1d09f752e9692") },
            new("data_batch_3.bin") { Checksum = FileChecksum.Md5("942cd6a4bcdd0dd3c604fbe906cb4421") },
            new("data_batch_4.bin") { Checksum = FileChecksum.Md5("ae636b3ba5c66a11e91e8cb52e771fcb") },
            new("data_batch_5.bin") { Checksum = FileChecksum.Md5("53f37980c15c3d472c316c40844f3f0d") },
            new("test_batch.bin") { Checksum = FileChecksum.Md5("803d5f7f4d78ea53de84dbe85f74fb6d") },
        ],
        Subfolder = "cifar-10-batches-bin",
        Origin = "https://www.cs.toronto.edu/~kriz/cifar.html: the binary version, cifar-10-binary.tar.gz, unpacked",
        Licence = "none stated; its authors ask for a citation of Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
        Read = CifarFolder.Read,
    };

    private static DatasetDescription Svhn() => new()
    {
        Name = "svhn",
        Title = "SVHN (cropped digits)",
        Shape = SvhnFile.Shape,
        ClassNames = Digits,
        TrainingImages = 73_257,
        TestImages = 26_032,
        Files =
        [
            new("train_32x32.mat") { Checksum = FileChecksum.Md5("e26dedcc434d2e4c54c9b2d4a06d8373") },
            new("test_32x32.mat") { Checksum = FileChecksum.Md5("eb5a983be6a315427106f1b164d9cef3") },
        ],
        Origin = "http://ufldl.stanford.edu/housenumbers/: format 2, cropped digits",
        Licence = "commonly said to be for non-commercial use only; read its page",
        Read = SvhnFolder.Read,
    };

    private static DatasetDescription OwnFolder() => new()
    {
        Name = "folder",
        Title = "images of your own",
        Files = FourFiles.Named(),
        Origin = "you: four files under MNIST's names, each idx or npy; or train-images.npy and so on",
        Licence = "yours",
    };
}
