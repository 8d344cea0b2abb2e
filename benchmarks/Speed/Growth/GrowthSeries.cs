// SPDX-License-Identifier: MIT
using BenchmarkModels;
using SpeedBenchmark.Workloads;

namespace SpeedBenchmark.Growth;

/// <summary>A network of a series.</summary>
/// <param name="X">What grows.</param>
/// <param name="Model">The network.</param>
/// <param name="Batch">Images at once.</param>
/// <param name="ActiveShare">The share of pixels that are +1.</param>
internal sealed record GrowthPoint(double X, Model Model, int Batch = 1, double ActiveShare = 0.5);

/// <summary>Networks that differ in one thing, all binary from the first layer on.</summary>
/// <param name="Name">What <c>--only</c> calls it.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Axis">What grows, with its unit.</param>
/// <param name="IsLogarithmic">Whether it doubles from point to point.</param>
/// <param name="Points">In ascending order.</param>
internal sealed record GrowthSeries(string Name, string Title, string Axis, bool IsLogarithmic, IReadOnlyList<GrowthPoint> Points)
{
    private const int Side = 8, DepthWidth = 1024, ActiveWidth = 4096, ImageChannels = 128;

    /// <summary>All series; their models are written to a folder.</summary>
    public static IReadOnlyList<GrowthSeries> All(string folder) =>
    [
        new("width", "one dense layer n x n", "n", true,
            [.. from n in (int[])[128, 256, 512, 1024, 2048, 4096, 8192] select new GrowthPoint(n, Mlp(folder, n, 1))]),
        new("depth", "dense layers 1024 x 1024", "layers", true,
            [.. from layers in (int[])[1, 2, 4, 8, 16] select new GrowthPoint(layers, Mlp(folder, DepthWidth, layers))]),
        new("image", "convolution 128 to 128, 3 x 3", "height and width, pixels", true,
            [.. from side in (int[])[4, 8, 16, 32, 64] select new GrowthPoint(side, Image(folder, side))]),
        new("batch", "MLP 784-4096-4096-4096-10, an image", "batch", true,
            [.. from batch in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 256] select new GrowthPoint(batch, PaperMlp(folder), batch)]),
        new("active", "one dense layer 4096 x 4096", "inputs that are +1, %", false,
            [.. from percent in (int[])[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
                select new GrowthPoint(percent, Mlp(folder, ActiveWidth, 1), ActiveShare: percent / 100.0)]),
    ];

    private static Model Mlp(string folder, int width, int layers) => Random(
        new($"mlp{width}x{layers}", "", width / (Side * Side), Side, [], [.. Enumerable.Repeat(width, layers), 10], NormalizesScores: true), folder);

    private static Model Image(string folder, int side) => Random(
        new($"conv{side}", "", ImageChannels, side, [new(ImageChannels, 1, PoolPlace.None)], [10], NormalizesScores: true), folder);

    private static Model PaperMlp(string folder) => WorkloadList.Random(PaperNetworks.OnBinaryImages[0], folder);

    private static Model Random(NetworkShape shape, string folder) => WorkloadList.Random(shape with { BinarizesInput = true }, folder);
}
