// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Models;
using BnnCompiler.Runtime;
using BnnCompiler.Tests;
using BnnCompiler.Tests.Onnx;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>
/// The naive evaluation of files of few bits, which the compiled networks are compared with, gives what others computed before there was one: the
/// same bits where every sum is exact, and elsewhere the same up to the roundings that are named at each.
/// </summary>
public class LowBitNaiveTests
{
    // The square root of the last variance, spelled as a power, is 18.338533 correctly rounded; the expected scores have the float below.
    private const float RootDeviation = 4.8e-7f;

    // Scales of channels that are no powers of two: float32 rounds each product and each sum, and the expected scores add in another order.
    private const float OrderDeviation = 4e-6f;

    // The exponential function of another library, in the softmax behind the scores.
    private const float ExponentialDeviation = 1.2e-7f;

    [SharedFileFact(LowBit.Tfc1W2A, LowBit.Tfc1W2AScores, Mnist.First1000)]
    public void Tfc_with_activations_of_two_bits_gives_the_expected_scores_up_to_a_root() =>
        AssertNear(LowBit.Tfc1W2AScores, LowBit.NaiveScores(LowBit.Tfc1W2A, LowBit.Images()), 10, RootDeviation);

    [SharedFileFact(LowBit.Tfc2W2A, LowBit.Tfc2W2AScores, Mnist.First1000)]
    public void Tfc_with_weights_of_two_bits_gives_the_expected_scores() =>
        Assert.Equal(NpyFile.Read<float>(Mnist.At(LowBit.Tfc2W2AScores)), LowBit.NaiveScores(LowBit.Tfc2W2A, LowBit.Images()));

    [SharedFileFact(LowBit.Keywords + ".onnx", LowBit.Keywords + ".input.npy", LowBit.Keywords + ".expected.npy")]
    public void Keyword_spotting_gives_the_expected_scores_up_to_the_order_of_sums() =>
        AssertNear(LowBit.Keywords + ".expected.npy", LowBit.NaiveScores(LowBit.Keywords, 490), 12, OrderDeviation);

    [SharedFileFact(LowBit.Intrusion + ".onnx", LowBit.Intrusion + ".input.npy", LowBit.Intrusion + ".expected.npy")]
    public void Network_intrusion_gives_the_expected_answers() =>
        Assert.Equal(NpyFile.Read<float>(Mnist.At(LowBit.Intrusion + ".expected.npy")), LowBit.NaiveScores(LowBit.Intrusion, 600));

    [SharedFileFact(LowBit.Jets + ".onnx", LowBit.Jets + ".input.npy", LowBit.Jets + ".expected.npy")]
    public void Jets_give_the_expected_probabilities_up_to_exponentials()
    {
        var naive = new NaiveOnnxModel(Mnist.At(LowBit.Jets + ".onnx"));
        AssertNear(LowBit.Jets + ".expected.npy", [.. LowBit.Inputs(LowBit.Jets, 16).SelectMany(naive.Output)], 5, ExponentialDeviation);
    }

    [SharedFileFact(LowBit.Tfc1W2A, LowBit.Tfc1W2AClasses, Mnist.Images)]
    [Trait("Length", "Long")]
    public void Tfc_with_activations_of_two_bits_classifies_all_test_images_as_expected() =>
        AssertClasses(LowBit.Tfc1W2A, LowBit.Tfc1W2AClasses);

    [SharedFileFact(LowBit.Tfc2W2A, LowBit.Tfc2W2AClasses, Mnist.Images)]
    [Trait("Length", "Long")]
    public void Tfc_with_weights_of_two_bits_classifies_all_test_images_as_expected() => AssertClasses(LowBit.Tfc2W2A, LowBit.Tfc2W2AClasses);

    private static void AssertNear(string expectedFile, float[] found, int classes, float deviation)
    {
        float[] expected = NpyFile.Read<float>(Mnist.At(expectedFile));
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, deviation));
        Assert.Equal(Classes(expected, classes), Classes(found, classes));
    }

    private static void AssertClasses(string model, string classesFile)
    {
        float[] scores = LowBit.NaiveScores(model, LowBit.AllImages());
        Assert.Equal(File.ReadAllLines(Mnist.At(classesFile)), Classes(scores, 10).Select(found => IR.NumberText.Of(found)));
    }

    private static IEnumerable<int> Classes(float[] scores, int classes) => scores.Chunk(classes).Select(row => Prediction.ClassOf(row));
}
