// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>What a layer reads: an image, or a row of numbers, which is seen as an image of one row and one channel.</summary>
/// <param name="Channels">Colours, or filters of the layer before.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>All elements.</summary>
    public int Count => Channels * Height * Width;

    /// <summary>A row of <paramref name="count"/> numbers.</summary>
    public static ImageShape Row(int count) => new(1, 1, count);

    /// <inheritdoc/>
    public override string ToString() => $"{NumberText.Of(Channels)}x{NumberText.Of(Height)}x{NumberText.Of(Width)}";
}
