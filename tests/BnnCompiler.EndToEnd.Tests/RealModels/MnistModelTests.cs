// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>What <c>bnnc run</c> says of networks that others trained is what their authors' files say, score by score and class by class.</summary>
public sealed class MnistModelTests : IDisposable
{
    private const int LfcInterpreted = 100;

    private readonly TestFolder _folder = new();

    [SharedFileFact(Mnist.Tfc, Mnist.First1000, Mnist.TfcScores)]
    public void Tfc_interpreted_gives_the_expected_scores() =>
        Assert.Equal(Mnist.Bytes(Mnist.TfcScores), Scores(Mnist.Tfc, Mnist.At(Mnist.First1000), "interpreter"));

    [SharedFileFact(Mnist.Lfc, Mnist.First1000, Mnist.LfcScores)]
    public void Lfc_interpreted_gives_the_expected_scores()
    {
        // A thousand take ten seconds, so it gets the first images only.
        string images = _folder.Write("images.raw", Mnist.NpyValues(Mnist.First1000)[..(LfcInterpreted * Mnist.Pixels)]);
        byte[] scores = Scores(Mnist.Lfc, images, "interpreter");
        int length = LfcInterpreted * 10 * sizeof(float);
        Assert.Equal(Mnist.NpyValues(Mnist.LfcScores)[..length], scores[^length..]);
    }

    [SharedFileFact(Mnist.Tfc, Mnist.First1000, Mnist.TfcScores)]
    public void Tfc_in_csharp_gives_the_expected_scores() =>
        Assert.Equal(Mnist.Bytes(Mnist.TfcScores), Scores(Mnist.Tfc, Mnist.At(Mnist.First1000), "csharp"));

    [SharedFileFact(Mnist.Lfc, Mnist.First1000, Mnist.LfcScores)]
    public void Lfc_in_csharp_gives_the_expected_scores_at_every_register_width() =>
        Assert.All(RegisterWidth.All, width =>
            Assert.Equal(Mnist.Bytes(Mnist.LfcScores), Scores(Mnist.Lfc, Mnist.At(Mnist.First1000), "csharp", width)));

    [SharedFileFact(Mnist.Tfc, Mnist.TfcClasses, Mnist.Images, Mnist.Labels)]
    public void Tfc_classifies_all_test_images_as_expected() => AssertClasses(Mnist.Tfc, Mnist.TfcClasses, "accuracy 92.96 % (9296 of 10000)");

    [SharedFileFact(Mnist.Lfc, Mnist.LfcClasses, Mnist.Images, Mnist.Labels)]
    public void Lfc_classifies_all_test_images_as_expected() => AssertClasses(Mnist.Lfc, Mnist.LfcClasses, "accuracy 98.34 % (9834 of 10000)");

    public void Dispose() => _folder.Dispose();

    private static void AssertClasses(string model, string classes, string accuracy)
    {
        var run = Bnnc.Done("run", Mnist.At(model), "--input-scale", "1/255", "--input", Mnist.At(Mnist.Images), "--labels", Mnist.At(Mnist.Labels));
        Assert.Equal(File.ReadAllLines(Mnist.At(classes)), run.Output.Split('\n')[..^1]);
        Assert.EndsWith(accuracy + "\n", run.Errors, StringComparison.Ordinal);
    }

    private byte[] Scores(string model, string images, string engine, RegisterWidth? width = null)
    {
        string file = _folder["scores.npy"];
        var run = Bnnc.Done(width?.Environment ?? [],
            "run", Mnist.At(model), "--input-scale", "1/255", "--engine", engine, "--input", images, "--output", file, "--quiet");
        Assert.Empty(run.Output);
        return File.ReadAllBytes(file);
    }
}
