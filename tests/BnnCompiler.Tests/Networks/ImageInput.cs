// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>The layout of the images of a graph.</summary>
internal enum ImageLayout
{
    /// <summary>As ONNX files have them: transposes around each op that knows its channels, pointwise ops between the transposes.</summary>
    ChannelsFirst,

    /// <summary>Channels-first input, turned around once.</summary>
    ChannelsFirstInput,

    /// <summary>No transposes.</summary>
    ChannelsLast,
}

/// <summary>Pixels p that a network reads as (Scale * p + Offset) / Denominator.</summary>
internal sealed record PixelLine(long Scale, long Offset, long Denominator);

/// <summary>What a convolutional network reads.</summary>
/// <param name="Channels">C.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
/// <param name="Layout">Channels-first or channels-last.</param>
/// <param name="IsPixels">uint8 instead of float32.</param>
/// <param name="Chain">How an element is mapped before anything else.</param>
/// <param name="Line">Where the chain is a straight line: which, before rounding.</param>
internal sealed record ImageInput(int Channels, int Height, int Width, ImageLayout Layout, bool IsPixels, ChainStep[] Chain, PixelLine? Line = null)
{
    /// <summary>Number of elements.</summary>
    public int Length => Channels * Height * Width;

    /// <summary>The mapped image of one example, which lies in the order of the layout.</summary>
    public FeatureMap Read(float[] example)
    {
        float[] values = Layout == ImageLayout.ChannelsLast
            ? [.. Enumerable.Range(0, Length).Select(i => example[(i % (Height * Width) * Channels) + (i / (Height * Width))])]
            : example;
        var mapped = Chain.Aggregate(new FeatureMap(Channels, Height, Width, values), (x, step) => x.Map(step.Apply));
        return mapped with { Exact = Line is null ? null : new([.. values.Select(p => (Line.Scale * (long)p) + Line.Offset)], Line.Denominator) };
    }
}
