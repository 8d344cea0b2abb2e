// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Networks;

/// <summary>Extents of an image; a vector is one pixel.</summary>
internal readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>Numbers in it.</summary>
    public int Count => Height * Width * Channels;
}

/// <summary>
/// A layer with weights +1 and -1 as engines see it: a convolution, of which a dense layer is the case whose kernel is the whole image. Its sums
/// become bits, sum >= limit, and its pool is the OR of bits; or they become scores.
/// </summary>
/// <param name="Input">What it reads.</param>
/// <param name="Outputs">Channels of its result.</param>
/// <param name="KernelHeight">Rows of its kernel.</param>
/// <param name="KernelWidth">Columns of its kernel.</param>
/// <param name="Stride">Distance of neighbouring outputs, along both axes.</param>
/// <param name="Padding">Zeros on each side of the image.</param>
/// <param name="Weights">+1 or -1: [Outputs, KernelHeight, KernelWidth, channels].</param>
/// <param name="Limits">The least sum of each output that becomes +1; empty where sums become scores.</param>
/// <param name="Pool">Height and width of the pool, and its stride; 1 for none.</param>
/// <param name="PoolsSigns">Whether the network's author pools signs instead of sums.</param>
internal sealed record Layer(
    ImageShape Input,
    int Outputs,
    int KernelHeight,
    int KernelWidth,
    int Stride,
    int Padding,
    sbyte[] Weights,
    int[] Limits,
    int Pool,
    bool PoolsSigns)
{
    /// <summary>Terms of a sum away from the border.</summary>
    public int FanIn => KernelHeight * KernelWidth * Input.Channels;

    /// <summary>Whether its kernel is the whole image.</summary>
    public bool IsDense => Padding == 0 && KernelHeight == Input.Height && KernelWidth == Input.Width;

    /// <summary>The image before the pool.</summary>
    public ImageShape Sums => new(
        ((Input.Height + (2 * Padding) - KernelHeight) / Stride) + 1,
        ((Input.Width + (2 * Padding) - KernelWidth) / Stride) + 1,
        Outputs);

    /// <summary>The image behind the pool.</summary>
    public ImageShape Result => new(Sums.Height / Pool, Sums.Width / Pool, Outputs);

    /// <summary>The weights of one output.</summary>
    public ReadOnlySpan<sbyte> WeightsOf(int output) => Weights.AsSpan(output * FanIn, FanIn);

    /// <summary>Sum of the weights of one output.</summary>
    public int WeightSum(int output)
    {
        int sum = 0;
        foreach (sbyte weight in WeightsOf(output))
            sum += weight;
        return sum;
    }
}
