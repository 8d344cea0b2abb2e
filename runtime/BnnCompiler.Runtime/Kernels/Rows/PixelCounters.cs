// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// The counters of one pixel of a result in memory: a word with the number of blocks that were added and, in its upper half, the lowest bit of what
/// is compared; behind it a column of planes for every register of outputs (<see cref="SlicedColumn{TBits, TPlace}"/>).
/// </summary>
/// <param name="words">Words of a row of weights.</param>
/// <param name="inputs">Inputs of a whole window.</param>
/// <param name="lists">How many lists are added to a pixel at most: every one of them fills up a block.</param>
internal readonly struct PixelCounters<TBits>(int words, int inputs, int lists)
    where TBits : struct, IBits<TBits>
{
    private readonly int _sumPlanes = SlicedDense.PlanesFor(inputs);
    private readonly int _planes = SlicedDense.PlanesFor(inputs + ((long)lists * SlicedColumn<TBits, uint>.Block));
    private readonly int _columns = (words + TBits.Words - 1) / TBits.Words;

    /// <summary>Words of a pixel's counters.</summary>
    public int PixelWords => (_columns * ColumnWords) + 1;

    /// <summary>Words of a pixel's limits.</summary>
    public int LimitWords => (_sumPlanes + 1) * words;

    private int ColumnWords => SlicedColumn<TBits, uint>.ColumnWords(_planes);

    /// <summary>Begins to count for a pixel with so many active inputs.</summary>
    public void Start(ref ulong counters, int active)
    {
        uint rest = (uint)(inputs - active);
        counters = (ulong)(rest & 1) << 32;
        for (int c = 0; c < _columns; c++)
            SlicedNumbers<TBits>.Set(ref Unsafe.Add(ref counters, 1 + (c * ColumnWords)), _planes, rest >> 1);
    }

    /// <summary>Adds listed rows.</summary>
    /// <param name="counters">The pixel's counters.</param>
    /// <param name="rows">The first row.</param>
    /// <param name="list">Where the rows begin, in bytes from the first: halves of blocks, filled up.</param>
    /// <param name="halves">How many halves.</param>
    public void Add(ref ulong counters, ref ulong rows, ref uint list, int halves)
    {
        int before = (int)counters;
        counters += (uint)(halves + 1) / 2;
        for (int c = 0; c < _columns; c++)
        {
            ref ulong column = ref Unsafe.Add(ref counters, 1 + (c * ColumnWords));
            SlicedColumn<TBits, uint>.AddHalves(
                ref Unsafe.Add(ref rows, Math.Min(c * TBits.Words, words - TBits.Words)), ref list, halves, before, ref column, _planes);
        }
    }

    /// <summary>The bits of a pixel.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Compare(ref ulong counters, ReadOnlySpan<ulong> limits, Span<ulong> output)
    {
        var lowest = TBits.Broadcast(0 - ((counters >> 32) & 1));
        for (int c = 0; c < _columns; c++)
        {
            int at = Math.Min(c * TBits.Words, words - TBits.Words);
            ref ulong column = ref Unsafe.Add(ref counters, 1 + (c * ColumnWords));
            ref ulong limit = ref Unsafe.Add(ref MemoryMarshal.GetReference(limits), at);
            TBits.Store(
                SlicedColumn<TBits, uint>.AtLeast(ref column, _planes, (int)counters, lowest, ref limit, _sumPlanes + 1, words), ref output[at]);
        }
    }
}
