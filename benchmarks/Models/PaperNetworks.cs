// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BenchmarkModels;

/// <summary>
/// The networks of the paper (arXiv 1602.02830), and CNV, which later work compares itself with (BNN-PYNQ). All read pixels p as 2 p / 255 - 1.
/// </summary>
internal static class PaperNetworks
{
    /// <summary>All networks of the paper, and CNV.</summary>
    public static ImmutableArray<NetworkShape> All { get; } =
    [
        new("mnist", "MNIST: 784-4096-4096-4096-10", 1, 28, [], [4096, 4096, 4096, 10], NormalizesScores: true),
        new("cifar10", "CIFAR-10: 2x128C3-MP2-2x256C3-MP2-2x512C3-MP2-1024-1024-10", 3, 32, Padded(128), [1024, 1024, 10], NormalizesScores: true),
        new("svhn", "SVHN: 2x64C3-MP2-2x128C3-MP2-2x256C3-MP2-1024-1024-10", 3, 32, Padded(64), [1024, 1024, 10], NormalizesScores: true),
        new("cnv", "CNV: 2x64C3-MP2-2x128C3-MP2-2x256C3-512-512-10 without padding", 3, 32, Valid(64), [512, 512, 10], NormalizesScores: false),
    ];

    /// <summary>
    /// Networks whose first layer is binary too, as later work has them: they read images of +1 and -1, and measure nothing but binary layers.
    /// </summary>
    public static ImmutableArray<NetworkShape> OnBinaryImages { get; } =
    [
        new("mnist_binary", "MNIST in black and white: 784-4096-4096-4096-10", 1, 28, [], [4096, 4096, 4096, 10], NormalizesScores: true,
            BinarizesInput: true),
        new("tfc", "TFC: 784-64-64-64-10 on black and white images", 1, 28, [], [64, 64, 64, 10], NormalizesScores: true, BinarizesInput: true),
    ];

    /// <summary>
    /// The networks W1 and W2 of the benchmarks with weights and activations of few bits, under the name and, for example, <c>_2w2a</c>.
    /// </summary>
    public static ImmutableArray<NetworkShape> OfFewBits { get; } =
    [
        .. from shape in (NetworkShape[])[OnBinaryImages[0], All[1]]
           from bits in (FewValues[])[FewValues.TwoBitActivations, FewValues.TernaryWeights, FewValues.Ternary, FewValues.TwoBits]
           let suffix = Suffix(bits)
           select shape with { Name = $"{shape.Name}_{suffix}", Description = $"{shape.Description}, {suffix}", Bits = bits },
    ];

    private static string Suffix(FewValues bits) => bits switch
    {
        FewValues.TwoBitActivations => "1w2a",
        FewValues.TernaryWeights => "tw1a",
        FewValues.Ternary => "twta",
        FewValues.TwoBits => "2w2a",
        _ => "1w1a",
    };

    private static ImmutableArray<ConvolutionShape> Padded(int width) =>
    [
        .. from stage in Enumerable.Range(0, 3)
           from pool in (PoolPlace[])[PoolPlace.None, PoolPlace.BeforeNorm]
           select new ConvolutionShape(width << stage, Padding: 1, pool),
    ];

    private static ImmutableArray<ConvolutionShape> Valid(int width) =>
    [
        .. from stage in Enumerable.Range(0, 3)
           from isSecond in (bool[])[false, true]
           select new ConvolutionShape(width << stage, Padding: 0, isSecond && stage < 2 ? PoolPlace.AfterSign : PoolPlace.None),
    ];
}
