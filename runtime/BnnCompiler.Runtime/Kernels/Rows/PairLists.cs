// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// The rows of weights that two examples add, as three lists for every part of the inputs: the rows of both, of the first alone and of the second
/// alone. What both add is added once: of random inputs a row is listed three times out of four, where two examples by themselves list two halves of
/// the rows.
/// </summary>
internal readonly ref struct PairLists
{
    /// <summary>Lists of a part: of both examples, of the first, of the second.</summary>
    public const int Lists = 3;

    /// <summary>Rows of a half of a block, as <see cref="SlicedColumn{TBits, TPlace}.HalfBlock"/> has them.</summary>
    private const int Half = SlicedColumn<Bits64, ushort>.HalfBlock;

    // A list is written four places at a time.
    private const int Slack = 4;

    private readonly Span<ushort> _places;
    private readonly Span<ushort> _halves;
    private readonly int _parts;
    private readonly int _partPlaces;

    /// <summary>Lists of so many pairs, not yet written.</summary>
    /// <param name="pairs">How many pairs there are.</param>
    /// <param name="parts">Parts of the inputs.</param>
    /// <param name="partInputs">The most inputs of a part.</param>
    /// <param name="memory"><see cref="WordsFor"/> words.</param>
    public PairLists(int pairs, int parts, int partInputs, Span<ulong> memory)
    {
        (_parts, Pairs) = (parts, pairs);
        _partPlaces = PlacesFor(partInputs);
        var shorts = MemoryMarshal.Cast<ulong, ushort>(memory);
        _places = shorts[..(pairs * parts * _partPlaces)];
        _halves = shorts.Slice(_places.Length, pairs * parts * Lists);
    }

    /// <summary>How many pairs there are.</summary>
    public int Pairs { get; }

    /// <summary>Words that the lists take.</summary>
    public static int WordsFor(int pairs, int parts, int partInputs) => checked((pairs * parts * (PlacesFor(partInputs) + Lists) / 4) + 1);

    /// <summary>The lists of a part, one behind the other, each filled up to halves of blocks.</summary>
    public ref ushort Places(int pair, int part) =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(_places), (nint)((pair * _parts) + part) * _partPlaces);

    /// <summary>How many halves of blocks each of them has.</summary>
    public Span<ushort> Halves(int pair, int part) => _halves.Slice(((pair * _parts) + part) * Lists, Lists);

    /// <summary>Lists a part.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="part">The part of its inputs.</param>
    /// <param name="first">The first example's words of the part.</param>
    /// <param name="second">The second's.</param>
    /// <param name="inputs">How many inputs they are; bits past them are 0.</param>
    /// <param name="rowBytes">Bytes from one row to the next; the row behind the last input's is zeros.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public void List(int pair, int part, ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, int inputs, int rowBytes)
    {
        ref ushort list = ref Places(pair, part);
        var counts = Halves(pair, part);
        for (int which = 0; which < Lists; which++)
        {
            ref ushort next = ref list;
            for (int w = 0; w < first.Length; w++)
            {
                var (a, b) = (first[w], second[w]);
                ulong word = which == 0 ? a & b : which == 1 ? a & ~b : b & ~a;
                next = ref ActiveRows.List(word, (ushort)(w * 64 * rowBytes), (ushort)rowBytes, ref next);
            }

            int count = (int)(Unsafe.ByteOffset(ref list, ref next) / sizeof(ushort));
            int filled = (count + Half - 1) / Half;
            for (; count < filled * Half; count++)
                Unsafe.Add(ref list, count) = (ushort)(inputs * rowBytes);
            counts[which] = (ushort)filled;
            list = ref Unsafe.Add(ref list, filled * Half);
        }
    }

    private static int PlacesFor(int inputs) => inputs + (Lists * Half) + Slack;
}
