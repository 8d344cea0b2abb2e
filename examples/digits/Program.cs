// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>
/// <c>digits FOLDER</c> draws digits to learn and to be tested with, under the names of MNIST's files, which <c>bnn-train</c> reads.
/// <c>digits --samples FOLDER</c> draws digits of MNIST's size.
/// </summary>
internal static class Program
{
    private const int TrainCount = 10_000, TestCount = 1_000;

    private const ulong TrainSeed = 1, TestSeed = 2;

    /// <summary>What a network learns, and what it has not seen.</summary>
    internal static Dictionary<string, byte[]> Dataset()
    {
        DigitSet train = DigitSet.Draw(TrainCount, TrainSeed, DigitDrawing.Small), test = DigitSet.Draw(TestCount, TestSeed, DigitDrawing.Small);
        return new(StringComparer.Ordinal)
        {
            ["train-images-idx3-ubyte"] = train.ImageFile,
            ["train-labels-idx1-ubyte"] = train.LabelFile,
            ["t10k-images-idx3-ubyte"] = test.ImageFile,
            ["t10k-labels-idx1-ubyte"] = test.LabelFile,
        };
    }

    private static int Main(string[] args)
    {
        switch (args)
        {
            case [var folder] when !folder.StartsWith('-'):
                Write(Dataset(), folder);
                return 0;
            case ["--samples", var folder]:
                Write(SampleDigits.Files(), folder);
                return 0;
            default:
                Console.Error.WriteLine("usage: digits [--samples] FOLDER");
                return 2;
        }
    }

    private static void Write(Dictionary<string, byte[]> files, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files)
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }
}
