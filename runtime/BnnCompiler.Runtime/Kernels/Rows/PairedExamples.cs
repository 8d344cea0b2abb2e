// SPDX-License-Identifier: MIT
using System.Numerics;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// The inputs of the examples of a batch as packed bits, planes of one example one behind the other, so that examples 2p and 2p + 1 can be counted as
/// a pair; the last one is alone when there is an odd number, and an example without active inputs takes the place of the other.
/// </summary>
internal readonly ref struct PairedExamples
{
    private readonly Span<ulong> _bits;
    private readonly Span<ulong> _rests;
    private readonly Span<ulong> _flips;

    /// <summary>Bits: rows of <paramref name="rowLength"/> of them, each from a new word on.</summary>
    /// <param name="inputs">The first example's words, and from there to the last one's.</param>
    /// <param name="stride">Words from one example to the next.</param>
    /// <param name="rowLength">Bits of a row.</param>
    /// <param name="fanIn">Bits of an example.</param>
    /// <param name="count">Examples.</param>
    /// <param name="canFlip">Whether an example may be replaced by its complement.</param>
    /// <param name="memory"><see cref="WordsFor"/> words.</param>
    public PairedExamples(ReadOnlySpan<ulong> inputs, int stride, int rowLength, int fanIn, int count, bool canFlip, Span<ulong> memory)
        : this(1, fanIn, count, memory)
    {
        _bits.Clear();
        for (int e = 0; e < count; e++)
        {
            var to = Plane(e, 0);
            var words = inputs[(e * stride)..];
            for (var (at, w) = (0, 0); at < fanIn;)
            {
                for (int column = 0; column < rowLength; column += 64, w++)
                {
                    int some = Math.Min(64, rowLength - column);
                    Append(words[w], some, to, at);
                    at += some;
                }
            }
        }

        for (int e = 0; e < Examples; e += 2)
        {
            if (canFlip)
                Flip(e);
            for (int one = e; one < e + 2; one++)
                _rests[one] = (ulong)(fanIn - ActiveRows.Count(Plane(one, 0)));
        }
    }

    /// <summary>Bytes.</summary>
    /// <param name="pixels">The first example's, and from there to the last one's.</param>
    /// <param name="stride">Bytes from one example to the next.</param>
    /// <param name="fanIn">Bytes of an example.</param>
    /// <param name="count">Examples.</param>
    /// <param name="memory"><see cref="WordsFor"/> words.</param>
    public PairedExamples(ReadOnlySpan<byte> pixels, int stride, int fanIn, int count, Span<ulong> memory)
        : this(BitPlanes.Count, fanIn, count, memory)
    {
        for (int e = 0; e < count; e++)
        {
            var own = pixels.Slice(e * stride, fanIn);
            BitPlanes.Split(own, _bits.Slice(e * ExampleWords, ExampleWords));
            _rests[e] = BitPlanes.Rest(own);
        }

        if (count == Examples)
            return;

        _bits[(count * ExampleWords)..].Clear();
        _rests[count] = 0;
    }

    private PairedExamples(int planes, int fanIn, int count, Span<ulong> memory)
    {
        (Planes, FanIn, Examples) = (planes, fanIn, (count + 1) / 2 * 2);
        _bits = memory[..(Examples * ExampleWords)];
        _rests = memory.Slice(_bits.Length, Examples);
        _flips = memory.Slice(_bits.Length + Examples, Examples);
        _flips.Clear();
    }

    /// <summary>1, or 8 for bytes.</summary>
    public int Planes { get; }

    /// <summary>Inputs of an example.</summary>
    public int FanIn { get; }

    /// <summary>An even number.</summary>
    private int Examples { get; }

    private int PlaneWords => Lengths.WordsFor(FanIn);

    private int ExampleWords => Planes * PlaneWords;

    /// <summary>Words that the inputs take.</summary>
    public static int WordsFor(int planes, int fanIn, int count) => checked((count + 1) / 2 * 2 * ((planes * Lengths.WordsFor(fanIn)) + 2));

    /// <summary>A plane of an example's inputs; bits past the last input are 0.</summary>
    public Span<ulong> Plane(int example, int plane) => _bits.Slice((example * ExampleWords) + (plane * PlaneWords), PlaneWords);

    /// <summary>The greatest sum that the inputs of an example can have, less theirs.</summary>
    public uint Rest(int example) => (uint)_rests[example];

    /// <summary>Whether the bits are the complement of the example's.</summary>
    public bool IsFlipped(int example) => _flips[example] != 0;

    private static void Append(ulong word, int count, Span<ulong> to, int at)
    {
        if (count < 64)
            word &= (1ul << count) - 1;
        to[at / 64] |= word << (at % 64);
        if ((at % 64) + count > 64)
            to[(at / 64) + 1] |= word >> (64 - (at % 64));
    }

    /// <summary>
    /// Replaces examples by their complements so that neither having an input is the most frequent of the four cases: the rows of these inputs are
    /// not added.
    /// </summary>
    private void Flip(int first)
    {
        var a = Plane(first, 0);
        var b = Plane(first + 1, 0);
        int both = 0;
        for (int w = 0; w < a.Length; w++)
            both += BitOperations.PopCount(a[w] & b[w]);
        Span<int> cases = [0, ActiveRows.Count(a) - both, ActiveRows.Count(b) - both, both];
        cases[0] = FanIn - cases[1] - cases[2] - both;
        int most = 0;
        for (int i = 1; i < cases.Length; i++)
        {
            if (cases[i] > cases[most])
                most = i;
        }

        if ((most & 1) != 0)
            Complement(first);
        if ((most & 2) != 0)
            Complement(first + 1);
    }

    private void Complement(int example)
    {
        _flips[example] = 1;
        var words = Plane(example, 0);
        foreach (ref ulong word in words)
            word = ~word;
        if (FanIn % 64 != 0)
            words[^1] &= (1ul << (FanIn % 64)) - 1;
    }
}
