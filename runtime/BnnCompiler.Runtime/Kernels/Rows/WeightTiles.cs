// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// The rows of weights of a convolution in pieces that half of the nearest cache holds: several taps with all their channels, or a part of the
/// channels of one (<see cref="ActivePixels"/>). What a pixel of the result adds of a tile is one list.
/// </summary>
internal readonly struct WeightTiles
{
    private const int Half = 16;

    /// <summary>
    /// Bytes of a tile of several taps: they are read for one pixel after the other, and leave room for little else in the nearest cache.
    /// </summary>
    private const int TileBytes = 24 * 1024;

    private readonly int _taps;
    private readonly int _channels;
    private readonly uint _rowBytes;
    private readonly int _parts;
    private readonly int _partChannels;
    private readonly int _tapsPerTile;

    public WeightTiles(int taps, int channels, int rowWords)
    {
        (_taps, _channels, _rowBytes) = (taps, channels, (uint)rowWords * sizeof(ulong));
        _parts = ActivePixels.PartsFor(channels, rowWords);
        _partChannels = ActivePixels.PartChannels(channels, rowWords);
        _tapsPerTile = _parts > 1 ? 1 : Math.Clamp(TileBytes / (channels * rowWords * sizeof(ulong)), 1, taps);
    }

    /// <summary>How many tiles there are.</summary>
    public int Count => (_taps + _tapsPerTile - 1) / _tapsPerTile * _parts;

    /// <summary>Places of the longest list, and what is written behind it: an even number.</summary>
    public int MostPlaces => (_tapsPerTile * _partChannels) + (2 * Half);

    /// <summary>Lists where the rows of the active inputs of a tile begin, for pixel (i, j) of the result, filled up to halves of blocks.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="window">The convolution's.</param>
    /// <param name="i">The row of the result.</param>
    /// <param name="j">Its column.</param>
    /// <param name="pixels">The image.</param>
    /// <param name="list">Room for <see cref="MostPlaces"/> of them.</param>
    /// <param name="halves">How many halves.</param>
    /// <returns>How many active inputs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int List(int tile, in SlidingWindow window, int i, int j, in ActivePixels pixels, ref uint list, out int halves)
    {
        var (firstTap, part) = (tile / _parts * _tapsPerTile, tile % _parts);
        var (y, x) = (firstTap / window.KernelWidth, firstTap % window.KernelWidth);
        int count = 0;
        for (int tap = firstTap; tap < Math.Min(firstTap + _tapsPerTile, _taps); tap++)
        {
            if (window.PixelUnder(i, j, y, x) is >= 0 and var pixel)
            {
                int some = pixels.Count(pixel, part);
                ActiveRows.Append(
                    ref pixels.List(pixel, part),
                    some,
                    (uint)((tap * _channels) + (part * _partChannels)) * _rowBytes,
                    ref Unsafe.Add(ref list, count));
                count += some;
            }

            if (++x == window.KernelWidth)
                (y, x) = (y + 1, 0);
        }

        halves = (count + Half - 1) / Half;
        for (int place = count; place < halves * Half; place++)
            Unsafe.Add(ref list, place) = (uint)(_taps * _channels) * _rowBytes;
        return count;
    }
}
