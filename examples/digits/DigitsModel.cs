// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace Digits;

/// <summary>The trained network with its measured results, and the files of examples/models/digits.</summary>
internal sealed record DigitsModel(BinaryNetwork Network, DigitSet Train, DigitSet Test, float[][] TestScores)
{
    public const int TrainCount = 10_000, TestCount = 1_000, Epochs = 10;

    public const ulong TrainSeed = 1, TestSeed = 2, TrainingSeed = 3;

    /// <summary>The share of test digits whose highest score is that of the digit shown.</summary>
    public double Accuracy => Share(TestScores, Test.Labels);

    /// <summary>The same of the digits it was trained on.</summary>
    public double TrainAccuracy => Share(Train.Images.Select(Network.Scores), Train.Labels);

    /// <summary>Draws the digits and trains the network: some seconds on one core.</summary>
    public static DigitsModel Make()
    {
        DigitSet train = DigitSet.Draw(TrainCount, TrainSeed, DigitDrawing.Small), test = DigitSet.Draw(TestCount, TestSeed, DigitDrawing.Small);
        var network = new BinaryNetwork(DigitDrawing.Small.Side * DigitDrawing.Small.Side, 128, 64, 10);
        Training.Train(network, train, Epochs, TrainingSeed);
        return new(network, train, test, [.. test.Images.Select(network.Scores)]);
    }

    /// <summary>Every file by its name; each time the same bytes, and <c>.gz</c> files the same content.</summary>
    public SortedDictionary<string, byte[]> Files()
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["README.md"] = ModelCard.Of(this),
            ["digits.onnx"] = OnnxFile.Of(Network),
            ["expected-scores.npy"] = Npy([.. TestScores.SelectMany(row => row)], TestCount, TestScores[0].Length),
            ["test-images.idx3-ubyte.gz"] = IdxFile.Pack(
                [.. Test.Images.SelectMany(image => image)], TestCount, DigitDrawing.Small.Side, DigitDrawing.Small.Side),
            ["test-labels.idx1-ubyte.gz"] = IdxFile.Pack(Test.Labels, TestCount),
        };
        for (int digit = 0; digit < 10; digit++)
            files[$"digit-{digit}.png"] = PngFile.Of(Test.Images[digit], DigitDrawing.Small.Side);
        return files;
    }

    // The first of the highest scores decides.
    private static double Share(IEnumerable<float[]> scores, byte[] labels) =>
        scores.Zip(labels).Average(pair => Array.IndexOf(pair.First, pair.First.Max()) == pair.Second ? 1.0 : 0.0);

    private static byte[] Npy(float[] values, params int[] shape)
    {
        using var stream = new MemoryStream();
        NpyFile.Write(stream, values, shape);
        return stream.ToArray();
    }
}
