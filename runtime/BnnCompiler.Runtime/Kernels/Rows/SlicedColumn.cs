// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// Bit-sliced counting: lane n of counter plane b is bit b of a number, and rows of bits are added to all lanes at once by a few logic operations.
/// <para>Two numbers of equal weight travel as a pair: one of them, and where they differ. Adding two pairs to a plane are two full adders that share
/// their first steps, eight operations in all, and leave a pair of twice the weight. A tree of fifteen such additions takes 32 rows and leaves one
/// pair of weight 16: four and a quarter operations a row, where counting by population count needs eight.</para>
/// <para>The pair of a block waits until the next block's can be added with it, that sum until the next two blocks' sum, and so on, as a binary
/// counter carries: every level above the fourth holds a plane and at most one waiting pair, and block b carries as far as b has trailing
/// ones.</para>
/// </summary>
/// <typeparam name="TBits">The register.</typeparam>
/// <typeparam name="TPlace">Where a row begins, in bytes: uint or ushort.</typeparam>
internal static class SlicedColumn<TBits, TPlace>
    where TBits : struct, IBits<TBits>
    where TPlace : unmanaged
{
    /// <summary>Rows of a block, and of a half of one.</summary>
    public const int Block = 32, HalfBlock = 16;

    /// <summary>Planes below the weight of a block's pair.</summary>
    public const int LowPlanes = 4;

    /// <summary>Adds two pairs to a plane; the carries are a pair of twice the weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref TBits plane, TBits a, TBits aDiffer, TBits b, TBits bDiffer, out TBits carry, out TBits carryDiffer)
    {
        var first = plane ^ aDiffer;
        var moved = TBits.AndNot(b ^ first, bDiffer);
        carryDiffer = (aDiffer | (a ^ plane)) ^ moved;
        plane = first ^ bDiffer;
        carry = first ^ moved;
    }

    /// <summary>Adds 32 listed rows to the planes of weight 1, 2, 4 and 8; the carries are a pair of weight 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBlock(
        ref ulong rows, ref TPlace list, ref TBits ones, ref TBits twos, ref TBits fours, ref TBits eights, out TBits carry, out TBits carryDiffer)
    {
        AddSixteen(ref rows, ref list, ref ones, ref twos, ref fours, out var low, out var lowDiffer);
        AddSixteen(ref rows, ref Unsafe.Add(ref list, 16), ref ones, ref twos, ref fours, out var high, out var highDiffer);
        Add(ref eights, low, lowDiffer, high, highDiffer, out carry, out carryDiffer);
    }

    /// <summary>
    /// Words of a column: its planes, and above the fourth for each a pair that waits. Plane b is register b, the pair at plane b registers
    /// planes + 2 (b - 4) and the next.
    /// </summary>
    public static int ColumnWords(int planes) => ((3 * planes) - (2 * LowPlanes)) * TBits.Words;

    /// <summary>Adds blocks of 32 rows to the counters of one column.</summary>
    /// <param name="rows">The column of the row that begins at 0.</param>
    /// <param name="list">Where the rows begin, in bytes from there: 32 for each block.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="before">How many blocks this column has had since it was finished.</param>
    /// <param name="column">The column's planes and waiting pairs.</param>
    /// <param name="planes">Planes of the column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBlocks(ref ulong rows, ref TPlace list, int blocks, int before, ref ulong column, int planes)
    {
        TBits ones = Plane(ref column, 0), twos = Plane(ref column, 1), fours = Plane(ref column, 2), eights = Plane(ref column, 3);
        ref ulong waiting = ref Unsafe.Add(ref column, planes * TBits.Words);
        ref ulong upper = ref Unsafe.Add(ref column, LowPlanes * TBits.Words);
        for (int end = before + blocks; before < end; before++)
        {
            AddBlock(ref rows, ref list, ref ones, ref twos, ref fours, ref eights, out var carry, out var carryDiffer);
            Wait(ref upper, ref waiting, before, carry, carryDiffer);
            list = ref Unsafe.Add(ref list, Block);
        }

        TBits.Store(ones, ref column);
        TBits.Store(twos, ref Unsafe.Add(ref column, TBits.Words));
        TBits.Store(fours, ref Unsafe.Add(ref column, 2 * TBits.Words));
        TBits.Store(eights, ref Unsafe.Add(ref column, 3 * TBits.Words));
    }

    /// <summary>The same with blocks that may end in a half of 16 rows.</summary>
    /// <param name="rows">The column of the row that begins at 0.</param>
    /// <param name="list">Where the rows begin, in bytes from there: 16 for each half.</param>
    /// <param name="halves">How many halves of blocks.</param>
    /// <param name="before">How many blocks this column has had since it was finished.</param>
    /// <param name="column">The column's planes and waiting pairs.</param>
    /// <param name="planes">Planes of the column.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void AddHalves(ref ulong rows, ref TPlace list, int halves, int before, ref ulong column, int planes)
    {
        AddBlocks(ref rows, ref list, halves / 2, before, ref column, planes);
        if ((halves & 1) != 0)
            AddHalf(ref rows, ref Unsafe.Add(ref list, (halves - 1) * HalfBlock), before + (halves / 2), ref column, planes);
    }

    // A method of its own: two trees in one method are more than the compiler inlines.
    [MethodImpl(KernelCompilation.Standalone)]
    private static void AddHalf(ref ulong rows, ref TPlace list, int before, ref ulong column, int planes)
    {
        TBits ones = Plane(ref column, 0), twos = Plane(ref column, 1), fours = Plane(ref column, 2), eights = Plane(ref column, 3);
        AddSixteen(ref rows, ref list, ref ones, ref twos, ref fours, out var low, out var lowDiffer);
        var carry = Carry(low, lowDiffer, eights);
        TBits.Store(ones, ref column);
        TBits.Store(twos, ref Unsafe.Add(ref column, TBits.Words));
        TBits.Store(fours, ref Unsafe.Add(ref column, 2 * TBits.Words));
        TBits.Store(eights ^ lowDiffer, ref Unsafe.Add(ref column, 3 * TBits.Words));
        Wait(ref Unsafe.Add(ref column, LowPlanes * TBits.Words), ref Unsafe.Add(ref column, planes * TBits.Words), before, carry, carry);
    }

    /// <summary>Adds the pairs that still wait; the numbers have to fit the planes.</summary>
    /// <param name="column">The column's planes and waiting pairs.</param>
    /// <param name="planes">Planes of the column.</param>
    /// <param name="blocks">How many blocks this column has had since it was finished.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(ref ulong column, int planes, int blocks)
    {
        TBits carry = default, carryDiffer = default;
        ref ulong pair = ref Unsafe.Add(ref column, planes * TBits.Words);
        ref ulong plane = ref Unsafe.Add(ref column, LowPlanes * TBits.Words);
        for (int b = LowPlanes; b < planes; b++, blocks >>= 1)
        {
            TBits.Store(Finished(ref plane, ref pair, blocks, ref carry, ref carryDiffer), ref plane);
            plane = ref Unsafe.Add(ref plane, TBits.Words);
            pair = ref Unsafe.Add(ref pair, 2 * TBits.Words);
        }
    }

    /// <summary>Where 2 v + lowest is at least the limit, v the number of a column, whose waiting pairs are added on the way.</summary>
    /// <param name="column">The column's planes and waiting pairs.</param>
    /// <param name="planes">Planes of the column.</param>
    /// <param name="blocks">How many blocks this column has had.</param>
    /// <param name="lowest">The lowest bit of what is compared.</param>
    /// <param name="limits">The column of the lowest plane of the limits.</param>
    /// <param name="limitPlanes">Planes of the limits; those of the column from there on are 0.</param>
    /// <param name="stride">Words from one plane of limits to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits AtLeast(ref ulong column, int planes, int blocks, TBits lowest, ref ulong limits, int limitPlanes, int stride)
    {
        // From the lowest plane up: where a bit differs from the limit's it decides, elsewhere the planes below it have.
        var reached = lowest | ~TBits.Load(in limits);
        ref ulong pair = ref Unsafe.Add(ref column, planes * TBits.Words);
        ref ulong plane = ref column;
        for (int b = 0; b < LowPlanes; b++)
        {
            limits = ref Unsafe.Add(ref limits, stride);
            Decide(TBits.Load(in plane), ref limits, ref reached);
            plane = ref Unsafe.Add(ref plane, TBits.Words);
        }

        TBits carry = default, carryDiffer = default;
        for (int b = limitPlanes - 1 - LowPlanes; b > 0; b--, blocks >>= 1)
        {
            limits = ref Unsafe.Add(ref limits, stride);
            Decide(Finished(ref plane, ref pair, blocks, ref carry, ref carryDiffer), ref limits, ref reached);
            plane = ref Unsafe.Add(ref plane, TBits.Words);
            pair = ref Unsafe.Add(ref pair, 2 * TBits.Words);
        }

        return reached;
    }

    /// <summary>Copies a column that has had some blocks: its planes, and the pairs that wait.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ref ulong from, int planes, int blocks, ref ulong to)
    {
        CopyPlanes(ref from, planes, ref to);
        for (int pair = planes * TBits.Words; blocks != 0; blocks >>= 1, pair += 2 * TBits.Words)
        {
            if ((blocks & 1) != 0)
                CopyPlanes(ref Unsafe.Add(ref from, pair), 2, ref Unsafe.Add(ref to, pair));
        }
    }

    /// <summary>Copies planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyPlanes(ref ulong from, int planes, ref ulong to)
    {
        for (; planes > 0; planes--)
        {
            TBits.Store(TBits.Load(in from), ref to);
            from = ref Unsafe.Add(ref from, TBits.Words);
            to = ref Unsafe.Add(ref to, TBits.Words);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Decide(TBits value, ref ulong limit, ref TBits reached) => reached ^= (value ^ TBits.Load(in limit)) & (value ^ reached);

    /// <summary>The bits of a plane with the pair that waits for it, if one does, and the carries from below; these go on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBits Finished(ref ulong plane, ref ulong pair, int blocks, ref TBits carry, ref TBits carryDiffer)
    {
        var counter = TBits.Load(in plane);
        if ((blocks & 1) != 0)
        {
            Add(ref counter, Plane(ref pair, 0), Plane(ref pair, 1), carry, carryDiffer, out carry, out carryDiffer);
            return counter;
        }

        var next = Carry(carry, carryDiffer, counter);
        counter ^= carryDiffer;
        carry = carryDiffer = next;
        return counter;
    }

    /// <summary>The carry of a full adder: where a pair agrees it is one of them, where they differ the plane decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBits Carry(TBits one, TBits differ, TBits plane) => one ^ (differ & (one ^ plane));

    /// <summary>
    /// Adds the pair of a block with those that wait, as far as block number <paramref name="before"/> has trailing ones, and leaves what comes of it
    /// waiting.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Wait(ref ulong plane, ref ulong pair, int before, TBits carry, TBits carryDiffer)
    {
        for (; (before & 1) != 0; before >>= 1)
        {
            var counter = TBits.Load(in plane);
            Add(ref counter, Plane(ref pair, 0), Plane(ref pair, 1), carry, carryDiffer, out carry, out carryDiffer);
            TBits.Store(counter, ref plane);
            plane = ref Unsafe.Add(ref plane, TBits.Words);
            pair = ref Unsafe.Add(ref pair, 2 * TBits.Words);
        }

        TBits.Store(carry, ref pair);
        TBits.Store(carryDiffer, ref Unsafe.Add(ref pair, TBits.Words));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBits Plane(ref ulong column, int b) => TBits.Load(in Unsafe.Add(ref column, b * TBits.Words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSixteen(
        ref ulong rows, ref TPlace list, ref TBits ones, ref TBits twos, ref TBits fours, out TBits carry, out TBits carryDiffer)
    {
        AddEight(ref rows, ref list, ref ones, ref twos, out var low, out var lowDiffer);
        AddEight(ref rows, ref Unsafe.Add(ref list, 8), ref ones, ref twos, out var high, out var highDiffer);
        Add(ref fours, low, lowDiffer, high, highDiffer, out carry, out carryDiffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEight(ref ulong rows, ref TPlace list, ref TBits ones, ref TBits twos, out TBits carry, out TBits carryDiffer)
    {
        AddFour(ref rows, ref list, ref ones, out var low, out var lowDiffer);
        AddFour(ref rows, ref Unsafe.Add(ref list, 4), ref ones, out var high, out var highDiffer);
        Add(ref twos, low, lowDiffer, high, highDiffer, out carry, out carryDiffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(ref ulong rows, ref TPlace list, ref TBits ones, out TBits carry, out TBits carryDiffer)
    {
        var a = TBits.Load(in Row(ref rows, ref list, 0));
        var aDiffer = TBits.Xor(a, in Row(ref rows, ref list, 1));
        var b = TBits.Load(in Row(ref rows, ref list, 2));
        var bDiffer = TBits.Xor(b, in Row(ref rows, ref list, 3));
        Add(ref ones, a, aDiffer, b, bDiffer, out carry, out carryDiffer);
    }

    // A place is unsigned, so that it needs no extension; short ones where the rows are few, because lists are read as much as rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref ulong Row(ref ulong rows, ref TPlace list, int i)
    {
        ref var place = ref Unsafe.Add(ref list, i);
        return ref Unsafe.AddByteOffset(
            ref rows, typeof(TPlace) == typeof(ushort) ? Unsafe.As<TPlace, ushort>(ref place) : (nint)Unsafe.As<TPlace, uint>(ref place));
    }
}
