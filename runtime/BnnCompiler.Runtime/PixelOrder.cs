// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime;

/// <summary>
/// Brings the pixels of an image into a network's order. Image libraries give channels last, RGBRGB... (HWC); most networks take channels first,
/// RR...GG...BB... (CHW), as their <see cref="IBnnModel.InputShape"/> says: <c>[1, 3, 32, 32]</c>.
/// </summary>
public static class PixelOrder
{
    /// <summary>HWC to CHW.</summary>
    /// <param name="channelsLast">Pixels of <paramref name="channels"/> values each.</param>
    /// <param name="channels">1 for gray, 3 for RGB; any number from 1 on.</param>
    /// <param name="channelsFirst">As many values, all written; must not overlap the source.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the channels.</exception>
    public static void ToChannelsFirst(ReadOnlySpan<byte> channelsLast, int channels, Span<byte> channelsFirst)
    {
        Lengths.RequireMultiple(channelsLast.Length, channels, nameof(channelsLast), "channels per pixel");
        int pixels = channelsLast.Length / channels;
        Rearrange.Transpose(channelsLast, [channels, pixels], [1, channels], channelsFirst);
    }

    /// <summary>CHW to HWC.</summary>
    /// <param name="channelsFirst">One plane of pixels per channel.</param>
    /// <param name="channels">1 for gray, 3 for RGB; any number from 1 on.</param>
    /// <param name="channelsLast">As many values, all written; must not overlap the source.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the channels.</exception>
    public static void ToChannelsLast(ReadOnlySpan<byte> channelsFirst, int channels, Span<byte> channelsLast)
    {
        Lengths.RequireMultiple(channelsFirst.Length, channels, nameof(channelsFirst), "channels per pixel");
        int pixels = channelsFirst.Length / channels;
        Rearrange.Transpose(channelsFirst, [pixels, channels], [1, pixels], channelsLast);
    }
}
