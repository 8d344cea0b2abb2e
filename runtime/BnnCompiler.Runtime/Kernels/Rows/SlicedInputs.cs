// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>The inputs of a bit-sliced layer as lists of the rows of the active ones, a chunk of inputs of one bit plane at a time.</summary>
internal ref struct SlicedInputs
{
    /// <summary>Words of inputs of a chunk.</summary>
    public const int ListedWords = 128;

    /// <summary>Places of the longest list: a chunk, and a block of zeros behind the block that it ends in, which may be fetched ahead.</summary>
    public const int MostPlaces = (ListedWords * 64) + (2 * Block);

    private const int Block = 32;

    private readonly ReadOnlySpan<ulong> _bits;
    private readonly ReadOnlySpan<byte> _pixels;
    private readonly Span<ulong> _split;
    private readonly int _rowLength;
    private readonly int _rows;
    private readonly ulong _flip;
    private int _listedPart = -1;
    private int _listedBlocks;
    private int _splitChunk = -1;

    /// <summary>Bits, or with <paramref name="isComplement"/> their complement: rows of bits, each from a new word on.</summary>
    public SlicedInputs(ReadOnlySpan<ulong> bits, int rowLength, bool isComplement)
    {
        _bits = bits;
        _rowLength = rowLength;
        _rows = bits.Length / Lengths.WordsFor(rowLength);
        _flip = isComplement ? ulong.MaxValue : 0;
        Planes = 1;
        Chunks = (bits.Length + ListedWords - 1) / ListedWords;
    }

    /// <summary>Bytes; <paramref name="split"/> has room for the eight planes of a chunk.</summary>
    public SlicedInputs(ReadOnlySpan<byte> pixels, Span<ulong> split)
    {
        _pixels = pixels;
        _split = split;
        _rowLength = pixels.Length;
        _rows = 1;
        Planes = BitPlanes.Count;
        Chunks = (Lengths.WordsFor(pixels.Length) + ListedWords - 1) / ListedWords;
    }

    /// <summary>1, or 8 for bytes.</summary>
    public int Planes { get; }

    /// <summary>Chunks of each plane.</summary>
    public int Chunks { get; }

    /// <summary>
    /// Lists where the rows of a chunk's active inputs begin, filled up to whole blocks with the row of zeros; the list that is there is kept.
    /// </summary>
    /// <returns>Blocks of 32 rows.</returns>
    public int List(int plane, int chunk, uint rowBytes, ref uint list)
    {
        int part = (plane * Chunks) + chunk;
        if (part == _listedPart)
            return _listedBlocks;

        ref uint next = ref list;
        int wordsPerRow = Lengths.WordsFor(_rowLength);
        var (first, end) = (chunk * ListedWords, Math.Min((chunk + 1) * ListedWords, _rows * wordsPerRow));
        var chunkWords = Words(plane, chunk, first, end);
        for (int i = first; i < end; i++)
        {
            var (row, column) = (i / wordsPerRow, i % wordsPerRow);
            int rest = _rowLength - (column * 64);
            ulong word = chunkWords[i - first] ^ _flip;
            if (rest < 64)
                word &= (1ul << rest) - 1;
            next = ref ActiveRows.List(word, (uint)((row * _rowLength) + (column * 64)) * rowBytes, rowBytes, ref next);
        }

        int count = (int)(Unsafe.ByteOffset(ref list, ref next) / sizeof(uint));
        int blocks = (count + Block - 1) / Block;
        uint zeros = (uint)(_rows * _rowLength) * rowBytes;
        for (; count < (blocks + 1) * Block; count++)
            Unsafe.Add(ref list, count) = zeros;
        (_listedPart, _listedBlocks) = (part, blocks);
        return blocks;
    }

    private ReadOnlySpan<ulong> Words(int plane, int chunk, int first, int end)
    {
        if (_pixels.IsEmpty)
            return _bits[first..end];

        int planeWords = end - first;
        if (chunk != _splitChunk)
            BitPlanes.Split(_pixels[(first * 64)..Math.Min(end * 64, _pixels.Length)], _split[..(BitPlanes.Count * planeWords)]);
        _splitChunk = chunk;
        return _split.Slice(plane * planeWords, planeWords);
    }
}
