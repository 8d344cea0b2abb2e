// SPDX-License-Identifier: MIT
using BnnCompiler.Tests;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Tests.Data;

public sealed class DatasetCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFileFact("data/mnist")]
    public void Mnist_is_the_published_one()
    {
        Dataset mnist = DatasetCatalog.Load("mnist", SharedFiles.Find("data/mnist")!);
        Assert.Empty(mnist.Warnings);
        Assert.Equal(60_000, mnist.Training.Count);
        Assert.Equal(10_000, mnist.Test.Count);
        Assert.Equal(new ImageShape(1, 28, 28), mnist.Training.Shape);
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], mnist.Training.Labels[..10].ToArray());
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], mnist.Test.Labels[..10].ToArray());
    }

    [FashionMnistFact]
    public void Fashion_mnist_of_Debian_is_the_published_one()
    {
        Dataset fashion = DatasetCatalog.Load("Fashion-MNIST", FashionMnistFactAttribute.Folder);
        Assert.Empty(fashion.Warnings);
        Assert.Equal("fashion-mnist", fashion.Name);
        Assert.Equal(60_000, fashion.Training.Count);
        Assert.Equal([9, 0, 0, 3, 0, 2, 7, 2, 5, 5], fashion.Training.Labels[..10].ToArray());
    }

    [SharedFileFact("data/cifar10/train_7044.bin.gz", "data/cifar10/test_batch_first1000.bin")]
    public void A_subset_of_cifar_10_is_read_with_a_note()
    {
        Dataset cifar = DatasetCatalog.Load("cifar-10", SharedFiles.Find("data/cifar10")!);
        Assert.Equal(7044, cifar.Training.Count);
        Assert.Equal(1000, cifar.Test.Count);
        Assert.Contains(
            "found 7044 training and 1000 test images, CIFAR-10 has 50000 and 10000.", Assert.Single(cifar.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Published_names_of_cifar_10_come_before_others()
    {
        for (byte i = 1; i <= 5; i++)
            _folder.Write($"cifar-10-batches-bin/data_batch_{i}.bin", SampleFiles.Cifar((i, i)));
        _folder.Write("cifar-10-batches-bin/test_batch.bin", SampleFiles.Cifar((9, 9)));
        _folder.Write("train_mine.bin", SampleFiles.Cifar((0, 0)));
        Dataset cifar = DatasetCatalog.Load("cifar-10", _folder.Path);
        Assert.Equal([1, 2, 3, 4, 5], cifar.Training.Labels.ToArray());
        Assert.Equal(7, cifar.Warnings.Length);
        Assert.Contains("expected MD5 5dd7e06a14cb22eb9f671a540d1b7c25 of the published file", cifar.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_packed_and_plain_is_read_once()
    {
        _folder.Write("train.bin", SampleFiles.Cifar((1, 0)));
        _folder.Write("train.bin.gz", SampleFiles.Gzip(SampleFiles.Cifar((1, 0))));
        _folder.Write("train2.bin.gz", SampleFiles.Gzip(SampleFiles.Cifar((2, 0))));
        _folder.Write("test.bin", SampleFiles.Cifar((3, 0)));
        Assert.Equal([1, 2], DatasetCatalog.Load("cifar-10", _folder.Path).Training.Labels.ToArray());
    }

    [Fact]
    public void A_lost_file_of_cifar_10_is_missed()
    {
        foreach (int i in (int[])[1, 2, 4, 5])
            _folder.Write($"data_batch_{i}.bin", SampleFiles.Cifar((1, 1)));
        Assert.StartsWith(
            $"{_folder.Path}: found no data_batch_3.bin and no data_batch_3.bin.gz, expected data_batch_3.bin (MD5 942c",
            Refusal("cifar-10"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Svhn_is_read_from_its_two_files()
    {
        byte[] images = SampleFiles.MatArray("X", [32, 32, 3, 1], 9, 2, new byte[3072]);
        byte[] labels = SampleFiles.MatArray("y", [1, 1], 9, 2, [10]);
        _folder.Write("train_32x32.mat", SampleFiles.Mat(SampleFiles.MatPacked(images), labels));
        _folder.Write("test_32x32.mat", SampleFiles.Mat(images, labels));
        Dataset svhn = DatasetCatalog.Load("svhn", _folder.Path);
        Assert.Equal([0], svhn.Training.Labels.ToArray());
        Assert.Equal(3, svhn.Warnings.Length);
    }

    [Theory]
    [InlineData("mnist", "http://yann.lecun.com/exdb/mnist/", "SHA-256 ba891046")]
    [InlineData("cifar-10", "https://www.cs.toronto.edu/~kriz/cifar.html", "MD5 5dd7e06a")]
    [InlineData("svhn", "http://ufldl.stanford.edu/housenumbers/", "MD5 e26dedcc")]
    public void A_missing_file_is_named_with_its_origin_and_checksum(string name, string origin, string checksum)
    {
        string message = Refusal(name);
        Assert.StartsWith($"{_folder.Path}: found no ", message, StringComparison.Ordinal);
        Assert.Contains(checksum, message, StringComparison.Ordinal);
        Assert.Contains($"Get the files from {origin}", message, StringComparison.Ordinal);
    }

    [FashionMnistFact]
    public void Fashion_mnist_that_the_system_has_is_pointed_out() =>
        Assert.EndsWith(
            "This system has the files: give the folder /usr/share/datasets/fashion-mnist.", Refusal("fashion-mnist"), StringComparison.Ordinal);

    [Fact]
    public void A_missing_folder_is_said() =>
        Assert.StartsWith(
            "no/where: found no such folder, expected train-images-idx3-ubyte",
            Assert.Throws<DataException>(() => DatasetCatalog.Load("mnist", "no/where")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_unknown_name_lists_those_there_are() =>
        Assert.StartsWith(
            "found dataset 'imagenet', expected one of mnist, fashion-mnist, cifar-10, svhn, folder.", Refusal("imagenet"), StringComparison.Ordinal);

    [Fact]
    public void A_changed_mnist_is_read_with_warnings()
    {
        WriteFour(new ImageShape(1, 28, 28), extension: "-idx3-ubyte", labelExtension: "-idx1-ubyte");
        Dataset mnist = DatasetCatalog.Load("mnist", _folder.Path);
        Assert.Equal(3, mnist.Training.Count);
        Assert.Equal(5, mnist.Warnings.Length);
        Assert.Contains("of the published file. It is read as it is;", mnist.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("found 3 training and 2 test images, MNIST has 60000 and 10000.", mnist.Warnings[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_ones_own_decides_shape_and_classes()
    {
        WriteFour(new ImageShape(1, 4, 5), extension: ".npy", labelExtension: ".npy");
        Dataset own = DatasetCatalog.Load("folder", _folder.Path);
        Assert.Equal(new ImageShape(1, 4, 5), own.Training.Shape);
        Assert.Equal(4, own.Training.Classes);
        Assert.Equal(4, own.Test.Classes);
        Assert.Empty(own.Warnings);
    }

    [Fact]
    public void Images_of_another_dataset_are_refused()
    {
        WriteFour(new ImageShape(1, 4, 5), extension: "", labelExtension: ".idx");
        Assert.Contains("found images of 1x4x5, expected 1x28x28. The file belongs to another dataset;", Refusal("mnist"), StringComparison.Ordinal);
    }

    [Fact]
    public void Test_images_of_another_shape_are_refused()
    {
        WriteFour(new ImageShape(1, 4, 5), extension: "", labelExtension: "");
        _folder.Write("t10k-images", SampleFiles.Idx([2, 5, 4], new byte[40]));
        Assert.StartsWith(
            $"{Path.Combine(_folder.Path, "t10k-images")}: found images of 1x5x4, expected 1x4x5.", Refusal("folder"), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_must_be_as_many_as_images()
    {
        WriteFour(new ImageShape(1, 4, 5), extension: "", labelExtension: "");
        _folder.Write("train-labels", SampleFiles.Idx([2], [0, 1]));
        Assert.Contains("train-labels: found 2 labels, expected 3, one for each image of ", Refusal("folder"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_is_refused()
    {
        _folder.Write("train-images", "hello"u8.ToArray());
        Assert.Contains("train-images: found 5 bytes of another format, expected idx or npy,", Refusal("folder"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_dataset_explains_itself()
    {
        Assert.Equal(DatasetCatalog.All.Length, DatasetCatalog.All.Select(known => known.Name).Distinct().Count());
        foreach (DatasetDescription known in DatasetCatalog.All)
            Assert.All(known.Files, file => Assert.Contains(file.Name, known.Explain(), StringComparison.Ordinal));
        Assert.StartsWith(
            """
            svhn: SVHN (cropped digits), 73257 training and 26032 test images of 3x32x32, 10 classes
              from: http://ufldl.stanford.edu/housenumbers/: format 2, cropped digits
              licence: commonly said to be for non-commercial use only; read its page
              files, each also with .gz:
                train_32x32.mat  MD5 e26dedcc434d2e4c54c9b2d4a06d8373 (unpacked)
            """.ReplaceLineEndings("\n"),
            DatasetCatalog.Find("svhn").Explain(),
            StringComparison.Ordinal);
    }

    private string Refusal(string name) => Assert.Throws<DataException>(() => DatasetCatalog.Load(name, _folder.Path)).Message;

    /// <summary>Three training images and two for test, black, with labels up to 3.</summary>
    private void WriteFour(ImageShape shape, string extension, string labelExtension)
    {
        Write($"train-images{extension}", [3, shape.Height, shape.Width], new byte[3 * shape.Length]);
        Write($"train-labels{labelExtension}", [3], [0, 1, 2]);
        Write($"t10k-images{extension}", [2, shape.Height, shape.Width], new byte[2 * shape.Length]);
        Write($"t10k-labels{labelExtension}", [2], [3, 0]);

        void Write(string name, int[] size, byte[] data)
        {
            bool npy = name.EndsWith(".npy", StringComparison.Ordinal);
            _folder.Write(name, npy ? SampleFiles.Npy("|u1", $"({string.Join(", ", size)},)", data) : SampleFiles.Idx(size, data));
        }
    }
}
