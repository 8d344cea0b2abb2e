// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// The counters of a pair of examples in memory, for one register of outputs: three columns (<see cref="SlicedColumn{TBits, TPlace}"/>) of what both
/// examples add and what each adds alone, and in front of them how many blocks each column has had.
/// </summary>
/// <param name="greatest">The greatest sum of inputs.</param>
/// <param name="parts">Lists that are added to a column at most: every one of them fills up a block.</param>
internal readonly struct PairCounters<TBits>(long greatest, int parts)
    where TBits : struct, IBits<TBits>
{
    private readonly int _sumPlanes = SlicedDense.PlanesFor(greatest);
    private readonly int _planes = SlicedDense.PlanesFor(greatest + ((long)parts * SlicedColumn<TBits, ushort>.Block));

    /// <summary>Words of a pair's counters.</summary>
    public int Words => HeaderWords + (PairLists.Lists * ColumnWords);

    // Three numbers of blocks; a whole register, so that none of the columns lies in two cache lines.
    private static int HeaderWords => Math.Max(2, TBits.Words);

    private int ColumnWords => SlicedColumn<TBits, ushort>.ColumnWords(_planes);

    /// <summary>Begins to count, the first example's counters at one number and the second's at another.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Start(ref ulong counters, uint first, uint second)
    {
        Blocks(ref counters).Clear();
        SlicedNumbers<TBits>.Set(ref Column(ref counters, 0), _planes, 0);
        SlicedNumbers<TBits>.Set(ref Column(ref counters, 1), _planes, first);
        SlicedNumbers<TBits>.Set(ref Column(ref counters, 2), _planes, second);
    }

    /// <summary>Doubles what is counted, and adds 0 or 1 to the first example's counters and to the second's.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Double(ref ulong counters, uint first, uint second)
    {
        Finish(ref counters);
        SlicedNumbers<TBits>.Double(ref Column(ref counters, 0), _planes, 0);
        SlicedNumbers<TBits>.Double(ref Column(ref counters, 1), _planes, first);
        SlicedNumbers<TBits>.Double(ref Column(ref counters, 2), _planes, second);
    }

    /// <summary>Adds the rows of three lists.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref ulong counters, ref ulong rows, ref ushort list, ReadOnlySpan<ushort> halves)
    {
        var blocks = Blocks(ref counters);
        for (int i = 0; i < PairLists.Lists; i++)
        {
            SlicedColumn<TBits, ushort>.AddHalves(ref rows, ref list, halves[i], blocks[i], ref Column(ref counters, i), _planes);
            blocks[i] += (halves[i] + 1) / 2;
            list = ref Unsafe.Add(ref list, halves[i] * SlicedColumn<TBits, ushort>.HalfBlock);
        }
    }

    /// <summary>Adds what both examples have to what each has alone: from then on <see cref="AtLeast"/> may be asked.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Share(ref ulong counters)
    {
        Finish(ref counters);
        for (int i = 1; i < PairLists.Lists; i++)
            SlicedNumbers<TBits>.Add(ref Column(ref counters, i), _planes, ref Column(ref counters, 0));
    }

    /// <summary>
    /// Where twice the first (0) or the second (1) example's number, and the bit <paramref name="lowest"/> added, is at least the limit.
    /// </summary>
    /// <param name="counters">The pair's counters.</param>
    /// <param name="example">0 or 1.</param>
    /// <param name="lowest">0 or 1.</param>
    /// <param name="limits">The register of the lowest plane of the limits.</param>
    /// <param name="stride">Words from one plane of limits to the next.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public TBits AtLeast(ref ulong counters, int example, uint lowest, ref ulong limits, int stride) =>
        SlicedColumn<TBits, ushort>.AtLeast(
            ref Column(ref counters, 1 + example), _planes, 0, TBits.Broadcast(0 - (ulong)lowest), ref limits, _sumPlanes + 1, stride);

    private static Span<int> Blocks(ref ulong counters) => MemoryMarshal.CreateSpan(ref Unsafe.As<ulong, int>(ref counters), PairLists.Lists);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(ref ulong counters)
    {
        var blocks = Blocks(ref counters);
        for (int i = 0; i < PairLists.Lists; i++)
            SlicedColumn<TBits, ushort>.Finish(ref Column(ref counters, i), _planes, blocks[i]);
        blocks.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong Column(ref ulong counters, int i) => ref Unsafe.Add(ref counters, HeaderWords + (i * ColumnWords));
}
