// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>A convolutional network that others trained on CIFAR-10, test images, and what the network says to them.</summary>
internal static class Cifar
{
    public const string Cnv = "models/cnv_w1a1_cifar10/cnv_w1a1_cifar10.onnx";
    public const string CnvScores = "models/cnv_w1a1_cifar10/expected_scores_first1000.npy";

    public const string First1000 = "data/cifar10/test_first1000_u8.npy";

    /// <summary>The same images with their labels.</summary>
    public const string Records = "data/cifar10/test_batch_first1000.bin";

    /// <summary>Bytes of an image.</summary>
    public const int Pixels = 3 * 32 * 32;
}
