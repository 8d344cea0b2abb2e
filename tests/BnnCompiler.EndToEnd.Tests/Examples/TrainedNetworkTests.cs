// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Examples;

/// <summary>The trained networks that come with the repository answer as their trainer did, and as well as their pages say.</summary>
public sealed class TrainedNetworkTests : IDisposable
{
    private const string Mnist = "data/mnist/t10k", Fashion = "/usr/share/datasets/fashion-mnist/t10k";

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("bnn-trained-");

    [Theory]
    [InlineData("mnist-mlp", "digits", "accuracy 100.00 % (100 of 100)")]
    [InlineData("mnist-tiny", "digits", "accuracy 100.00 % (100 of 100)")]
    [InlineData("mnist-tiny-ternary", "digits", "accuracy 99.00 % (99 of 100)")]
    [InlineData("mnist-tiny-2bit", "digits", "accuracy 99.00 % (99 of 100)")]
    [InlineData("mnist-cnn", "digits", "accuracy 100.00 % (100 of 100)")]
    [InlineData("fashion-cnn", "fashion", "accuracy 86.67 % (52 of 60)")]
    public void The_sample_images_are_recognized(string network, string samples, string right)
    {
        string path = SharedFiles.InRepository($"examples/models/samples/{samples}");

        var result = Run(network, $"{path}-images.idx3-ubyte", $"{path}-labels.idx1-ubyte");

        Assert.Contains(right, result.Error, StringComparison.Ordinal);
    }

    [SharedFileTheory("data/mnist/t10k-images-idx3-ubyte.gz")]
    [InlineData("mnist-mlp", "accuracy 98.86 % (9886 of 10000)", "5c1e5ed00f864db5fe35770d73725bd094ecda11de3e1b5d94f06ebe0e1521ce")]
    [InlineData("mnist-tiny", "accuracy 98.75 % (9875 of 10000)", "efbbb13c0454075ed87fea9331a016b39c7d78c2534dfdf1dea41ec27322f88a")]
    [InlineData("mnist-tiny-ternary", "accuracy 99.05 % (9905 of 10000)", "14b53dc1772a78b4a2cabba9750be1cca8f278c97d25c8f159df13ce53628a94")]
    [InlineData("mnist-tiny-2bit", "accuracy 98.81 % (9881 of 10000)", "99391f9cd3af7a5e6a74acc43d9a397240da5ffbbfec312deaed268b65c27a5c")]
    [InlineData("mnist-cnn", "accuracy 99.29 % (9929 of 10000)", "aae90b919ce8f2f980b601cb0152f2850ce44483b7648c0a3fe135c639185004")]
    public void All_scores_on_MNIST_are_the_trainers_own(string network, string right, string hashOfScores) =>
        AssertScores(
            network, SharedFiles.Find(Mnist + "-images-idx3-ubyte.gz")!, SharedFiles.Find(Mnist + "-labels-idx1-ubyte.gz")!, right, hashOfScores);

    [FashionMnistTheory]
    [InlineData("fashion-cnn", "accuracy 89.06 % (8906 of 10000)", "5038569370c687726a704b14ac8dec9b76af327e0bda8e99f9374e928a05ae1b")]
    public void All_scores_on_Fashion_MNIST_are_the_trainers_own(string network, string right, string hashOfScores) =>
        AssertScores(network, Fashion + "-images-idx3-ubyte.gz", Fashion + "-labels-idx1-ubyte.gz", right, hashOfScores);

    public void Dispose() => _temporary.Delete(recursive: true);

    private void AssertScores(string network, string images, string labels, string right, string hashOfScores)
    {
        string scores = Path.Combine(_temporary.FullName, "scores.npy");

        var result = Run(network, images, labels, "--output", scores);

        Assert.Contains(right, result.Error, StringComparison.Ordinal);
        Assert.Equal(hashOfScores, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(scores))));
    }

    private static Command Run(string network, string images, string labels, params string[] more)
    {
        var result = Command.Run(
            Path.Combine(AppContext.BaseDirectory, "bnnc"),
            ["run", SharedFiles.InRepository($"examples/models/{network}/{network}.bnn"),
                "--engine", "csharp", "--input", images, "--labels", labels, "--quiet", .. more]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    /// <summary>A theory that needs Debian's package dataset-fashion-mnist, and is skipped where it is not installed.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FashionMnistTheoryAttribute : TheoryAttribute
    {
        public FashionMnistTheoryAttribute()
        {
            if (!File.Exists(Fashion + "-images-idx3-ubyte.gz"))
                Skip = "needs Debian's package dataset-fashion-mnist";
        }
    }
}
