// SPDX-License-Identifier: MIT
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>Networks that others trained on MNIST, its test images, and what the networks say to them.</summary>
internal static class Mnist
{
    public const string Tfc = "models/tfc_w1a1/TFC_1W1A.onnx";
    public const string TfcScores = "models/tfc_w1a1/expected_scores_first1000.npy";
    public const string TfcClasses = "models/tfc_w1a1/tfc1w1a_class_all10000.txt";

    public const string Lfc = "models/lfc_w1a1_mnist/lfc_w1a1_mnist.onnx";
    public const string LfcScores = "models/lfc_w1a1_mnist/expected_scores_first1000.npy";
    public const string LfcClasses = "models/lfc_w1a1_mnist/expected_class_all10000.txt";

    public const string FinnDataflow = "models/tfc_w1a1/finn_dialect/build_dataflow";
    public const string FinnFlow = "models/tfc_w1a1/finn_dialect/fpga_flow";

    public const string First1000 = "data/mnist/t10k_first1000_u8.npy";
    public const string Images = "data/mnist/t10k-images-idx3-ubyte.gz";
    public const string Labels = "data/mnist/t10k-labels-idx1-ubyte.gz";

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = 28 * 28;

    // What numpy puts before the values of a file of this size.
    private const int NpyHeader = 128;

    /// <summary>The path of a shared file; a test that asks is skipped where it is missing.</summary>
    public static string At(string file) => SharedFiles.Find(file)!;

    /// <summary>The bytes of a shared file.</summary>
    public static byte[] Bytes(string file) => File.ReadAllBytes(At(file));

    /// <summary>The values of an npy file, as they lie there.</summary>
    public static byte[] NpyValues(string file) => Bytes(file)[NpyHeader..];
}
