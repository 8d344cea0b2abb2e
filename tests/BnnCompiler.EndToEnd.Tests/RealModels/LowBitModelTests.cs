// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.Runtime;
using BnnCompiler.Tests;
using BnnCompiler.Tests.Onnx;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>
/// Networks of few bits that others trained, compiled: in every engine the scores are those of the naive evaluation of the file, bit for bit where
/// float32 rounds no sum.
/// </summary>
public sealed class LowBitModelTests : IDisposable
{
    // What scales of channels that are no powers of two may move a score by: float32 rounds every term, the compiled network a sum once.
    private const float ScaleDeviation = 1e-5f;

    private static readonly string[] Cpus = ["x86-64", "generic", "generic-32", "generic-8"];

    private readonly TestFolder _folder = new();

    [SharedFileFact(Mnist.Tfc, Mnist.First1000)]
    public void Tfc_of_one_bit_is_the_naive_evaluation() => AssertIsNaive(Mnist.Tfc);

    [SharedFileFact(LowBit.Tfc1W2A, Mnist.First1000)]
    public void Tfc_with_activations_of_two_bits_is_the_naive_evaluation() => AssertIsNaive(LowBit.Tfc1W2A);

    [SharedFileFact(LowBit.Tfc2W2A, Mnist.First1000)]
    public void Tfc_with_weights_of_two_bits_is_the_naive_evaluation() => AssertIsNaive(LowBit.Tfc2W2A);

    [SharedFileFact(LowBit.Tfc1W2A, LowBit.Tfc1W2AClasses, Mnist.Images, Mnist.Labels)]
    [Trait("Length", "Long")]
    public void Tfc_with_activations_of_two_bits_classifies_all_test_images() =>
        AssertClasses(LowBit.Tfc1W2A, LowBit.Tfc1W2AClasses, "accuracy 94.74 % (9474 of 10000)");

    [SharedFileFact(LowBit.Tfc2W2A, LowBit.Tfc2W2AClasses, Mnist.Images, Mnist.Labels)]
    [Trait("Length", "Long")]
    public void Tfc_with_weights_of_two_bits_classifies_all_test_images() =>
        AssertClasses(LowBit.Tfc2W2A, LowBit.Tfc2W2AClasses, "accuracy 96.60 % (9660 of 10000)");

    [SharedFileFact(LowBit.Keywords + ".onnx", LowBit.Keywords + ".input.npy")]
    public void Keyword_spotting_is_the_naive_evaluation_up_to_its_scales() => AssertIsNaive(LowBit.Keywords, 490, ScaleDeviation);

    [SharedFileFact(LowBit.Intrusion + ".onnx", LowBit.Intrusion + ".input.npy")]
    public void Network_intrusion_is_the_naive_evaluation() => AssertIsNaive(LowBit.Intrusion, 600, 0);

    [SharedFileFact(LowBit.Jets + ".onnx", LowBit.Jets + ".input.npy")]
    public void Jets_are_the_naive_evaluation() => AssertIsNaive(LowBit.Jets, 16, 0, "--drop-softmax");

    public void Dispose() => _folder.Dispose();

    private void AssertIsNaive(string model)
    {
        float[] expected = LowBit.NaiveScores(model, LowBit.Images());
        AssertEveryEngine(scores => Assert.Equal(expected, scores), model, Mnist.First1000, "--input-scale", "1/255");
    }

    private void AssertIsNaive(string model, int inputLength, float deviation, params string[] options)
    {
        float[] expected = LowBit.NaiveScores(model, inputLength);
        int classes = expected.Length / LowBit.Inputs(model, inputLength).Count();
        AssertEveryEngine(
            scores =>
            {
                Assert.Equal(expected.Length, scores.Length);
                Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, deviation));
                Assert.Equal(Classes(expected, classes), Classes(scores, classes));
            },
            model + ".onnx",
            model + ".input.npy",
            options);
    }

    private void AssertEveryEngine(Action<float[]> assert, string model, string inputs, params string[] options)
    {
        assert(Scores(model, inputs, [], [.. options, "--engine", "interpreter"]));
        Assert.All(RegisterWidth.All, width => assert(Scores(model, inputs, width.Environment, [.. options, "--engine", "csharp"])));
        Assert.All(Cpus, cpu => assert(Scores(model, inputs, [], [.. options, "--engine", "c", "--cpu", cpu])));
    }

    private float[] Scores(string model, string inputs, IEnumerable<KeyValuePair<string, string?>> environment, string[] options)
    {
        string file = _folder["scores.npy"];
        Bnnc.Done(environment, ["run", Mnist.At(model), .. options, "--input", Mnist.At(inputs), "--output", file, "--quiet"]);
        return NpyFile.Read<float>(file);
    }

    private static void AssertClasses(string model, string classes, string accuracy)
    {
        var run = Bnnc.Done("run", Mnist.At(model), "--input-scale", "1/255", "--input", Mnist.At(Mnist.Images), "--labels", Mnist.At(Mnist.Labels));
        Assert.Equal(File.ReadAllLines(Mnist.At(classes)), run.Output.Split('\n')[..^1]);
        Assert.EndsWith(accuracy + "\n", run.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Classes(float[] scores, int classes) => scores.Chunk(classes).Select(row => Prediction.ClassOf(row));
}
