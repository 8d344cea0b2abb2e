// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Runtime;

namespace KernelBenchmark;

/// <summary>A dense layer, and random data for it: half of all bits are set.</summary>
/// <param name="Inputs">Terms of a sum.</param>
/// <param name="Outputs">Sums, a multiple of eight.</param>
internal sealed record DenseLayer(int Inputs, int Outputs)
{
    /// <summary>Words of a row of bits.</summary>
    public int Words => RandomData.WordsFor(Inputs);

    /// <summary>Weights in any order: [outputs, words].</summary>
    public ulong[] Weights() => RandomData.Bits(Outputs, Inputs);

    /// <inheritdoc/>
    public override string ToString() => $"{Inputs} to {Outputs}";
}

/// <summary>A convolution of 3 x 3 with stride 1 on a square image, and random data for it.</summary>
/// <param name="Side">Height and width of the image.</param>
/// <param name="Channels">Of the image.</param>
/// <param name="Outputs">Channels of the result, a multiple of eight.</param>
/// <param name="Padding">Zeros on each side.</param>
internal sealed record ConvolutionLayer(int Side, int Channels, int Outputs, int Padding)
{
    /// <summary>How the kernel slides.</summary>
    public SlidingWindow Window => new(Side, Side, 3, 3, ResultSide, ResultSide, Top: Padding, Left: Padding);

    /// <summary>Pixels of the result.</summary>
    public int ResultPixels => ResultSide * ResultSide;

    // All pixels share their limits: the time is that of any.
    /// <summary>The class of each row, or column, of the result.</summary>
    public byte[] Classes() => new byte[ResultSide];

    private int ResultSide => Side + (2 * Padding) - 2;

    /// <inheritdoc/>
    public override string ToString() => $"{Side}x{Side}, {Channels} to {Outputs}{(Padding > 0 ? ", padded" : "")}";
}

/// <summary>Random bits and bytes.</summary>
internal static class RandomData
{
    /// <summary>Words of a number of bits.</summary>
    public static int WordsFor(int bits) => (bits + 63) / 64;

    /// <summary>Rows of bits, each in words of its own; bits behind the end of a row are 0.</summary>
    public static ulong[] Bits(int rows, int columns)
    {
        int words = WordsFor(columns);
        ulong[] bits = new ulong[rows * words];
        new Random(1).NextBytes(MemoryMarshal.AsBytes(bits.AsSpan()));
        for (int end = words - 1; columns % 64 != 0 && end < bits.Length; end += words)
            bits[end] &= (1UL << (columns % 64)) - 1;
        return bits;
    }

    /// <summary>Random pixels.</summary>
    public static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The same limit for all outputs.</summary>
    public static int[] Limits(int outputs, int limit) => [.. Enumerable.Repeat(limit, outputs)];
}
