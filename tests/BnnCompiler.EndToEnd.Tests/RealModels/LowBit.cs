// SPDX-License-Identifier: MIT
using System.IO.Compression;
using BnnCompiler.EndToEnd.Tests.Models;
using BnnCompiler.Tests.Onnx;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>Networks of few bits that others trained, inputs, and what independent evaluations say to them.</summary>
internal static class LowBit
{
    public const string Tfc1W2A = "models/tfc_w1a1/TFC_1W2A.onnx", Tfc2W2A = "models/tfc_w1a1/TFC_2W2A.onnx";

    public const string Tfc1W2AScores = "models/lowbit/TFC_1W2A.expected_scores_first1000.npy";
    public const string Tfc2W2AScores = "models/lowbit/TFC_2W2A.expected_scores_first1000.npy";
    public const string Tfc1W2AClasses = "models/lowbit/TFC_1W2A.class_all10000.txt", Tfc2W2AClasses = "models/lowbit/TFC_2W2A.class_all10000.txt";

    public const string Keywords = "models/lowbit/kwsmlp_w3a3", Intrusion = "models/lowbit/unsw_nb15-mlp-w2a2";
    public const string Jets = "models/lowbit/qkeras_jettagging";

    // What an idx file of images has before its pixels.
    private const int IdxHeader = 16;

    /// <summary>The scores of a network for each row of its inputs, by the naive evaluation of its file.</summary>
    public static float[] NaiveScores(string model, IEnumerable<float[]> inputs)
    {
        var naive = new NaiveOnnxModel(Mnist.At(model));
        return [.. inputs.AsParallel().AsOrdered().SelectMany(naive.Scores)];
    }

    /// <summary>The scores of a network for its inputs beside it.</summary>
    public static float[] NaiveScores(string model, int inputLength) => NaiveScores(model + ".onnx", Inputs(model, inputLength));

    /// <summary>The inputs beside a network.</summary>
    public static IEnumerable<float[]> Inputs(string model, int length) => NpyFile.Read<float>(Mnist.At(model + ".input.npy")).Chunk(length);

    /// <summary>The first test images of MNIST as these networks read them: each pixel divided by 255.</summary>
    public static IEnumerable<float[]> Images() => Images(NpyFile.Read<byte>(Mnist.At(Mnist.First1000)));

    /// <summary>All test images.</summary>
    public static IEnumerable<float[]> AllImages()
    {
        using var file = new GZipStream(File.OpenRead(Mnist.At(Mnist.Images)), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return Images(bytes.ToArray()[IdxHeader..]);
    }

    private static IEnumerable<float[]> Images(byte[] pixels) => pixels.Select(pixel => pixel / 255f).Chunk(Mnist.Pixels);
}
