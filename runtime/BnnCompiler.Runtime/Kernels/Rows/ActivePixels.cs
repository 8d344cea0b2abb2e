// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// The active channels of every pixel of an image as places of their rows of weights, a list for each part of the channels: as many as have their
/// rows of one tap in half of the nearest cache.
/// </summary>
internal readonly ref struct ActivePixels
{
    /// <summary>The most words that a row can have: 64 of them, which a part has at least, begin at places of two bytes.</summary>
    public const int MostRowWords = ushort.MaxValue / 64 / sizeof(ulong);

    /// <summary>Half of the nearest cache.</summary>
    public const int PartBytes = 16 * 1024;

    // A list is written four places at a time, and read a block at a time.
    private const int Slack = 32;

    private readonly Span<ushort> _places;
    private readonly Span<ushort> _counts;
    private readonly int _partStride;

    /// <summary>Lists an image.</summary>
    /// <param name="image">Pixels of ceil(channels / 64) words.</param>
    /// <param name="channels">Channels of a pixel.</param>
    /// <param name="rowWords">Words of a row of weights.</param>
    /// <param name="memory"><see cref="WordsFor"/> words.</param>
    public ActivePixels(ReadOnlySpan<ulong> image, int channels, int rowWords, Span<ulong> memory)
        : this(image.Length / Lengths.WordsFor(channels), channels, rowWords, memory) =>
        List(image, channels, (ushort)(rowWords * sizeof(ulong)));

    /// <summary>The lists of an image of so many pixels, which are in the memory already.</summary>
    public ActivePixels(int pixels, int channels, int rowWords, Span<ulong> memory)
    {
        Parts = PartsFor(channels, rowWords);
        _partStride = PartChannels(channels, rowWords) + Slack;
        var shorts = MemoryMarshal.Cast<ulong, ushort>(memory);
        _places = shorts[..(pixels * Parts * _partStride)];
        _counts = shorts.Slice(_places.Length, pixels * Parts);
    }

    /// <summary>Lists of a pixel.</summary>
    public int Parts { get; }

    /// <summary>Channels of every part but the last: a multiple of 64.</summary>
    public static int PartChannels(int channels, int rowWords) =>
        Math.Clamp(PartBytes / sizeof(ulong) / rowWords / 64 * 64, 64, Lengths.WordsFor(channels) * 64);

    /// <summary>Parts of the channels of a tap.</summary>
    public static int PartsFor(int channels, int rowWords)
    {
        int part = PartChannels(channels, rowWords);
        return (channels + part - 1) / part;
    }

    /// <summary>Words that the lists of an image take.</summary>
    public static int WordsFor(int pixels, int channels, int rowWords) =>
        checked((pixels * PartsFor(channels, rowWords) * (PartChannels(channels, rowWords) + Slack + 1) / 4) + 1);

    /// <summary>The places of a pixel's active channels in a part, relative to the part's first row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ushort List(int pixel, int part) =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(_places), (nint)((pixel * Parts) + part) * _partStride);

    /// <summary>How many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(int pixel, int part) => _counts[(pixel * Parts) + part];

    /// <summary>Active channels of a pixel.</summary>
    public int Count(int pixel)
    {
        int count = 0;
        for (int part = 0; part < Parts; part++)
            count += Count(pixel, part);
        return count;
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private void List(ReadOnlySpan<ulong> image, int channels, ushort step)
    {
        int pixelWords = Lengths.WordsFor(channels), partWords = (_partStride - Slack) / 64;
        for (int pixel = 0; pixel * pixelWords < image.Length; pixel++)
        {
            for (int part = 0; part < Parts; part++)
            {
                int first = part * partWords;
                ref ushort list = ref List(pixel, part);
                ref ushort next = ref list;
                for (int w = first; w < Math.Min(first + partWords, pixelWords); w++)
                    next = ref ActiveRows.List(image[(pixel * pixelWords) + w], (ushort)((w - first) * 64 * step), step, ref next);
                _counts[(pixel * Parts) + part] = (ushort)(Unsafe.ByteOffset(ref list, ref next) / sizeof(ushort));
            }
        }
    }
}
