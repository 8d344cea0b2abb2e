// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>An image, channels-first, or a vector, whose elements are channels of one pixel.</summary>
/// <param name="Channels">C.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
/// <param name="Values">Element (c, y, x) at (c * H + y) * W + x.</param>
/// <param name="Exact">Where the values are mapped pixels, rounded: what they are before rounding.</param>
internal sealed record FeatureMap(int Channels, int Height, int Width, float[] Values, Fractions? Exact = null)
{
    /// <summary>Where an element lies.</summary>
    public int IndexOf(int channel, int row, int column) => (((channel * Height) + row) * Width) + column;

    /// <summary>Each element mapped, knowing its channel.</summary>
    public FeatureMap Map(Func<float, int, float> map) =>
        new(Channels, Height, Width, [.. Values.Select((x, i) => map(x, i / (Height * Width)))]);

    /// <summary>The elements in one row, in the order of a flatten.</summary>
    public FeatureMap Flattened(bool isChannelsFirst)
    {
        float[] values = isChannelsFirst
            ? Values
            :
            [
                .. from row in Enumerable.Range(0, Height)
                   from column in Enumerable.Range(0, Width)
                   from channel in Enumerable.Range(0, Channels)
                   select Values[IndexOf(channel, row, column)],
            ];
        return new(values.Length, 1, 1, values);
    }
}

/// <summary>Real numbers with one denominator, in the order of the values that they are rounded to.</summary>
internal sealed record Fractions(long[] Numerators, long Denominator);
