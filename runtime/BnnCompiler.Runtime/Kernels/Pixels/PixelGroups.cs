// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Pixels;

/// <summary>
/// Pixels of a result as lanes of a register: tiles of columns as wide as a word of the image allows, and in each of them groups of rows, as many as
/// a register holds. A slot has the rows of a group for one channel and column of taps, <see cref="_rowBytes"/> bytes each, and those that its taps
/// reach below.
/// </summary>
internal sealed class PixelGroups
{
    private readonly SlidingWindow _window;
    private readonly int _channels;
    private readonly int _tileWidth;
    private readonly int _tiles;
    private readonly int _rowBytes;
    private readonly int _rowsPerGroup;
    private readonly int _groupsPerTile;
    private readonly int _slotBytes;
    private readonly int[] _kinds;

    public PixelGroups(in SlidingWindow window, int channels, int vectorWords)
    {
        (_window, _channels, VectorWords) = (window, channels, vectorWords);
        _tiles = TilesFor(window);
        _tileWidth = (window.OutputWidth + _tiles - 1) / _tiles;
        _rowBytes = (_tileWidth + 7) / 8;
        _rowsPerGroup = Math.Min(vectorWords * sizeof(ulong) / _rowBytes, window.OutputHeight);
        _groupsPerTile = (window.OutputHeight + _rowsPerGroup - 1) / _rowsPerGroup;
        int rows = _rowsPerGroup + window.KernelHeight - 1;
        _slotBytes = (((rows - 1) * _rowBytes) + WrittenBytes + 7) / 8 * 8;
        _kinds = new int[Count];
    }

    /// <summary>Words of a register.</summary>
    public int VectorWords { get; }

    /// <summary>Groups of the result.</summary>
    public int Count => _tiles * _groupsPerTile;

    /// <summary>Words of the slots, and behind them zeros and what a register reads past the last row.</summary>
    public int SlotWords => (_channels * _window.KernelWidth * _slotBytes / sizeof(ulong)) + (2 * VectorWords);

    /// <summary>The place of a register of zeros.</summary>
    public uint Zeros => (uint)(_channels * _window.KernelWidth * _slotBytes);

    /// <summary>The widest register whose lanes pixels can fill.</summary>
    public static int WordsFor(in SlidingWindow window)
    {
        int tiles = TilesFor(window);
        int bytes = (((window.OutputWidth + tiles - 1) / tiles) + 7) / 8 * window.OutputHeight;
        return Bits512.IsSupported && bytes > 32 ? Bits512.Words
            : Bits256.IsSupported && bytes > 16 ? Bits256.Words
            : Bits128.IsSupported && bytes > 8 ? Bits128.Words
            : Bits64.Words;
    }

    /// <summary>Where a channel under a tap lies, in bytes.</summary>
    public uint PlaceOf(int channel, int tap) =>
        (uint)((((channel * _window.KernelWidth) + (tap % _window.KernelWidth)) * _slotBytes) + (tap / _window.KernelWidth * _rowBytes));

    /// <summary>The kind of a group: groups of one kind have pixels of the same classes in the same lanes.</summary>
    public int KindOf(int group) => _kinds[group];

    /// <summary>Finds the kinds of all groups.</summary>
    /// <returns>The first group of each kind.</returns>
    public int[] FindKinds(ReadOnlySpan<byte> rowClasses, ReadOnlySpan<byte> columnClasses)
    {
        var firsts = new List<int>();
        for (int group = 0; group < Count; group++)
        {
            int known = 0;
            while (known < firsts.Count && !AreAlike(group, firsts[known], rowClasses, columnClasses))
                known++;
            if (known == firsts.Count)
                firsts.Add(group);
            _kinds[group] = known;
        }

        return [.. firsts];
    }

    /// <summary>The pixel of a lane; false if it has none.</summary>
    public bool PixelOf(int group, int lane, out int row, out int column)
    {
        var (inGroup, inTile) = (lane / (_rowBytes * 8), lane % (_rowBytes * 8));
        (row, column) = (FirstRow(group) + inGroup, FirstColumn(group) + inTile);
        return inGroup < _rowsPerGroup && inTile < _tileWidth && row < _window.OutputHeight && column < _window.OutputWidth;
    }

    /// <summary>Fills the slots of a group from an image whose pixels are words of channels.</summary>
    public void Fill(int group, ReadOnlySpan<ulong> image, Span<ulong> slots)
    {
        switch (WrittenBytes)
        {
            case sizeof(byte): Fill<byte>(group, image, slots); break;
            case sizeof(ushort): Fill<ushort>(group, image, slots); break;
            case sizeof(uint): Fill<uint>(group, image, slots); break;
            default: Fill<ulong>(group, image, slots); break;
        }
    }

    /// <summary>Moves the bits of a group, a register for each output, to where pixels are words of outputs.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    public void Put(int group, ReadOnlySpan<ulong> results, int outputs, Span<ulong> output)
    {
        Span<ulong> square = stackalloc ulong[BitSquare.Side];
        int words = Lengths.WordsFor(outputs);
        var (top, left) = (FirstRow(group), FirstColumn(group));
        int width = Math.Min(_tileWidth, _window.OutputWidth - left);
        int height = Math.Min(_rowsPerGroup, _window.OutputHeight - top);
        for (int word = 0; word < words; word++)
        {
            int some = Math.Min(outputs - (word * 64), 64);
            for (int part = 0; part * 64 < height * _rowBytes * 8; part++)
            {
                for (int n = 0; n < some; n++)
                    square[n] = results[(((word * 64) + n) * VectorWords) + part];
                square[some..].Clear();
                BitSquare.Transpose(ref MemoryMarshal.GetReference(square));
                var (i, j) = (part * 64 / (_rowBytes * 8), part * 64 % (_rowBytes * 8));
                for (int lane = 0; lane < 64 && i < height; lane++)
                {
                    if (j < width)
                        output[((((top + i) * _window.OutputWidth) + left + j) * words) + word] = square[lane];
                    if (++j < _rowBytes * 8)
                        continue;

                    (i, j) = (i + 1, 0);
                }
            }
        }
    }

    // As wide as a word of the image allows: the columns that the taps of a tile reach have to fit one.
    private static int TilesFor(in SlidingWindow window)
    {
        int widest = Math.Max(1, 65 - window.KernelWidth);
        return (window.OutputWidth + widest - 1) / widest;
    }

    /// <summary>Bytes that a row of a slot is written in; what goes beyond it is written over by the next row.</summary>
    private int WrittenBytes => _rowBytes switch { 1 => 1, 2 => 2, <= 4 => 4, _ => 8 };

    private int FirstRow(int group) => group % _groupsPerTile * _rowsPerGroup;

    private int FirstColumn(int group) => group / _groupsPerTile * _tileWidth;

    private bool AreAlike(int one, int other, ReadOnlySpan<byte> rowClasses, ReadOnlySpan<byte> columnClasses)
    {
        for (int lane = 0; lane < 64 * VectorWords; lane++)
        {
            if (!PixelOf(one, lane, out int i, out int j))
                continue;
            if (!PixelOf(other, lane, out int k, out int l) || rowClasses[i] + columnClasses[j] != rowClasses[k] + columnClasses[l])
                return false;
        }

        return true;
    }

    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    private void Fill<TLine>(int group, ReadOnlySpan<ulong> image, Span<ulong> slots) where TLine : unmanaged, INumberBase<TLine>
    {
        Span<ulong> square = stackalloc ulong[BitSquare.Side];
        slots[^(2 * VectorWords)..].Clear();
        int words = Lengths.WordsFor(_channels);
        var (top, left) = (FirstRow(group) - _window.Top, FirstColumn(group) - _window.Left);
        int first = Math.Clamp(left, 0, _window.Width);
        int columns = Math.Clamp(left + _tileWidth + _window.KernelWidth - 1, first, _window.Width) - first;
        int rows = _rowsPerGroup + _window.KernelHeight - 1;
        int rowsAtOnce = columns == 0 ? rows : BitSquare.Side / columns;
        for (int word = 0; word < words; word++)
        {
            ref byte slot = ref Unsafe.As<ulong, byte>(
                ref Unsafe.Add(ref MemoryMarshal.GetReference(slots), word * 8 * _window.KernelWidth * _slotBytes));
            for (int row = 0; row < rows; row += rowsAtOnce)
            {
                int some = Math.Min(rowsAtOnce, rows - row);
                square.Clear();
                for (int r = 0; r < some; r++)
                {
                    int i = top + row + r;
                    if (columns == 0 || i < 0 || i >= _window.Height)
                        continue;

                    Take(image[((((i * _window.Width) + first) * words) + word)..], words, square.Slice(r * columns, columns));
                }

                BitSquare.Transpose(ref MemoryMarshal.GetReference(square));
                for (int r = 0; r < some; r++)
                {
                    ref byte line = ref Unsafe.Add(ref slot, (row + r) * _rowBytes);
                    Spread<TLine>(
                        square[..Math.Min(_channels - (word * 64), 64)],
                        r * columns,
                        columns,
                        first - left,
                        _window.KernelWidth,
                        _slotBytes,
                        ref line);
                }
            }
        }
    }

    /// <summary>Every word-th word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ReadOnlySpan<ulong> pixels, int words, Span<ulong> taken)
    {
        ref ulong pixel = ref MemoryMarshal.GetReference(pixels);
        for (int j = 0; j < taken.Length; j++)
        {
            taken[j] = pixel;
            pixel = ref Unsafe.Add(ref pixel, words);
        }
    }

    /// <summary>
    /// Writes a row of each channel to its slots: bit p is the pixel of column p - moved; under column x of taps lane p sees bit p + x.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread<TLine>(ReadOnlySpan<ulong> lines, int shift, int columns, int moved, int taps, int slotBytes, ref byte slot)
        where TLine : unmanaged, INumberBase<TLine>
    {
        ulong mask = columns == 64 ? ulong.MaxValue : (1ul << columns) - 1;
        foreach (ulong bits in lines)
        {
            ulong line = ((bits >> shift) & mask) << moved;
            for (int x = taps; x > 0; x--)
            {
                Unsafe.WriteUnaligned(ref slot, TLine.CreateTruncating(line));
                slot = ref Unsafe.Add(ref slot, slotBytes);
                line >>= 1;
            }
        }
    }
}
