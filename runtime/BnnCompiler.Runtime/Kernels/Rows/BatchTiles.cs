// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// Copies of the rows of weights of some inputs, a register of outputs wide each: what all examples of a batch add before the next tiles are copied.
/// One tile fits the nearest cache, where rows of the whole width would keep each other out.
/// </summary>
internal readonly ref struct BatchTiles<TBits>
    where TBits : struct, IBits<TBits>
{
    /// <summary>Bytes of a tile: what the nearest cache holds, and less than the 64 KB that places of two bytes reach.</summary>
    private const int TileBytes = 32 * 1024;

    /// <summary>Words of a row that are copied at once: a cache line.</summary>
    private const int CopiedWords = 8;

    private readonly ReadOnlySpan<ulong> _weights;
    private readonly int _rowWords;
    private readonly Span<ulong> _memory;

    /// <summary>Tiles of so many inputs' rows.</summary>
    /// <param name="weights">The rows, and one of zeros.</param>
    /// <param name="rowWords">Words of a row, at least a register.</param>
    /// <param name="memory"><see cref="WordsFor"/> words.</param>
    public BatchTiles(ReadOnlySpan<ulong> weights, int rowWords, Span<ulong> memory)
    {
        _weights = weights;
        _rowWords = rowWords;
        _memory = memory;
    }

    /// <summary>Bytes of a row of a tile.</summary>
    public static int RowBytes => TBits.Words * sizeof(ulong);

    /// <summary>Tiles that are copied at once, for neighbouring registers of outputs.</summary>
    public int Registers => RegistersFor(_rowWords);

    /// <summary>Words of outputs of these.</summary>
    public int OutputWords => Registers * TBits.Words;

    private int Inputs => (_weights.Length / _rowWords) - 1;

    /// <summary>Parts of the inputs: each has its tiles.</summary>
    public static int PartsFor(int inputs) => (inputs + PartInputs(inputs) - 1) / PartInputs(inputs);

    /// <summary>Inputs of every part but the last: a multiple of 64, or all.</summary>
    public static int PartInputs(int inputs) => Math.Min(TileBytes / RowBytes, inputs);

    /// <summary>Words that the tiles take.</summary>
    public static int WordsFor(int inputs, int rowWords) => RegistersFor(rowWords) * TileWords(inputs);

    /// <summary>Tiles that are copied at once for rows of so many words.</summary>
    public static int RegistersFor(int rowWords) => Math.Min(Math.Max(1, CopiedWords / TBits.Words), rowWords / TBits.Words);

    /// <summary>Inputs of a part.</summary>
    public int InputsOf(int part) => Math.Min(PartInputs(Inputs), Inputs - (part * PartInputs(Inputs)));

    /// <summary>Copies the tiles of a part.</summary>
    /// <param name="part">The part of the inputs.</param>
    /// <param name="first">The first word of outputs.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Copy(int part, int first)
    {
        ref ulong row = ref Unsafe.Add(ref MemoryMarshal.GetReference(_weights), ((nint)part * PartInputs(Inputs) * _rowWords) + first);
        ref ulong tile = ref MemoryMarshal.GetReference(_memory);
        var (registers, tileWords) = (Registers, TileWords(Inputs));
        for (int rows = InputsOf(part); rows > 0; rows--)
        {
            for (int r = 0; r < registers; r++)
                TBits.Store(TBits.Load(in Unsafe.Add(ref row, r * TBits.Words)), ref Unsafe.Add(ref tile, r * tileWords));
            row = ref Unsafe.Add(ref row, _rowWords);
            tile = ref Unsafe.Add(ref tile, TBits.Words);
        }

        for (int r = 0; r < registers; r++)
            TBits.Store(default, ref Unsafe.Add(ref tile, r * tileWords));
    }

    /// <summary>The tile of a register: the part's rows, and one of zeros.</summary>
    public ref ulong Tile(int register) => ref _memory[register * TileWords(Inputs)];

    private static int TileWords(int inputs) => (PartInputs(inputs) + 1) * TBits.Words;
}
