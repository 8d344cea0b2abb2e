// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Data;

/// <summary>The shape of one image: channels, then rows, then columns.</summary>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Pixels of all channels; one byte each.</summary>
    public int Length => checked(Channels * Height * Width);

    /// <summary>Places of one channel.</summary>
    public int Pixels => checked(Height * Width);

    /// <summary>For example 3x32x32.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
