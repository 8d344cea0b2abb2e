// SPDX-License-Identifier: MIT
namespace BnnCompiler.BinaryNet;

/// <summary>
/// How the network's numbers are made of pixels: x = p / 255 * Multiplier + Offset, each operation rounded to float32. The authors' scripts train on
/// 2 p / 255 - 1.
/// </summary>
/// <param name="Multiplier">After the division.</param>
/// <param name="Offset">Added last.</param>
internal sealed record PixelScaling(float Multiplier, float Offset)
{
    /// <summary>The authors': from -1 to 1.</summary>
    public static readonly PixelScaling FromMinusOneToOne = new(2, -1);
}
