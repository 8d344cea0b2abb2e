// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>
/// Counts one layer for all pairs of a batch: for each group of outputs and each part of the inputs the tiles are copied once, and every pair adds
/// its lists.
/// </summary>
internal readonly ref struct BatchCounting<TBits>
    where TBits : struct, IBits<TBits>
{
    private readonly BatchTiles<TBits> _tiles;
    private readonly PairLists _lists;
    private readonly PairCounters<TBits> _counter;
    private readonly Span<ulong> _counters;
    private readonly int _words;
    private readonly int _parts;
    private readonly int _count;

    /// <summary>Takes what it needs of a memory and leaves the rest.</summary>
    /// <param name="weights">The rows of weights, and one of zeros.</param>
    /// <param name="words">Words of a row, at least a register.</param>
    /// <param name="planes">Planes of the inputs.</param>
    /// <param name="count">Examples.</param>
    /// <param name="memory"><see cref="WordsFor"/> words or more.</param>
    public BatchCounting(ReadOnlySpan<ulong> weights, int words, int planes, int count, ref Span<ulong> memory)
    {
        (_words, _count) = (words, count);
        var (inputs, pairs) = ((weights.Length / words) - 1, (count + 1) / 2);
        _parts = BatchTiles<TBits>.PartsFor(inputs);
        _tiles = new BatchTiles<TBits>(weights, words, Take(ref memory, BatchTiles<TBits>.WordsFor(inputs, words)));
        _counter = CounterFor(inputs, planes);
        _counters = Take(ref memory, pairs * _tiles.Registers * _counter.Words);
        _lists = new PairLists(
            pairs,
            planes * _parts,
            BatchTiles<TBits>.PartInputs(inputs),
            Take(ref memory, PairLists.WordsFor(pairs, planes * _parts, BatchTiles<TBits>.PartInputs(inputs))));
    }

    /// <summary>Words of memory that counting takes.</summary>
    public static int WordsFor(int inputs, int planes, int words, int count)
    {
        int pairs = (count + 1) / 2;
        return checked(BatchTiles<TBits>.WordsFor(inputs, words)
            + (pairs * BatchTiles<TBits>.RegistersFor(words) * CounterFor(inputs, planes).Words)
            + PairLists.WordsFor(pairs, planes * BatchTiles<TBits>.PartsFor(inputs), BatchTiles<TBits>.PartInputs(inputs)));
    }

    /// <summary>Writes the output bits of all examples.</summary>
    /// <param name="examples">Their inputs.</param>
    /// <param name="limits">Planes of the limits, and behind them those of complements if there are any.</param>
    /// <param name="output">The first example's words, and from there to the last one's; bits past the last output may be anything.</param>
    /// <param name="stride">Words from one example's outputs to the next one's.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Run(in PairedExamples examples, ReadOnlySpan<ulong> limits, Span<ulong> output, int stride)
    {
        List(examples);
        for (int group = 0; group < _words; group += _tiles.OutputWords)
        {
            // The last registers of outputs may be some of those before once more.
            int first = Math.Min(group, _words - _tiles.OutputWords);
            for (int plane = examples.Planes - 1; plane >= 0; plane--)
            {
                Begin(examples, plane);
                for (int part = 0; part < _parts; part++)
                {
                    if (plane == examples.Planes - 1 || _parts > 1)
                        _tiles.Copy(part, first);
                    for (int r = 0; r < _tiles.Registers; r++)
                        Add((plane * _parts) + part, r);
                }
            }

            Compare(examples, first, limits, output, stride);
        }
    }

    private static PairCounters<TBits> CounterFor(int inputs, int planes) =>
        new(planes == 1 ? inputs : 255L * inputs, BatchTiles<TBits>.PartsFor(inputs));

    private static Span<ulong> Take(ref Span<ulong> memory, int length)
    {
        var taken = memory[..length];
        memory = memory[length..];
        return taken;
    }

    private ref ulong Counters(int pair, int register) => ref _counters[((register * _lists.Pairs) + pair) * _counter.Words];

    private void List(in PairedExamples examples)
    {
        for (int pair = 0; pair < _lists.Pairs; pair++)
        {
            for (int plane = 0; plane < examples.Planes; plane++)
            {
                var first = examples.Plane(2 * pair, plane);
                var second = examples.Plane((2 * pair) + 1, plane);
                for (int part = 0; part < _parts; part++)
                {
                    int inputs = _tiles.InputsOf(part);
                    int words = Lengths.WordsFor(inputs);
                    int at = part * Lengths.WordsFor(_tiles.InputsOf(0));
                    _lists.List(pair, (plane * _parts) + part, first.Slice(at, words), second.Slice(at, words), inputs, BatchTiles<TBits>.RowBytes);
                }
            }
        }
    }

    /// <summary>The counters begin with half of the rest: its upper bits before the highest plane, the others as the counters are doubled.</summary>
    private void Begin(in PairedExamples examples, int plane)
    {
        for (int r = 0; r < _tiles.Registers; r++)
        {
            for (int pair = 0; pair < _lists.Pairs; pair++)
            {
                var (first, second) = (examples.Rest(2 * pair) >> 1 >> plane, examples.Rest((2 * pair) + 1) >> 1 >> plane);
                if (plane == examples.Planes - 1)
                    _counter.Start(ref Counters(pair, r), first, second);
                else
                    _counter.Double(ref Counters(pair, r), first & 1, second & 1);
            }
        }
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private void Add(int part, int register)
    {
        ref ulong tile = ref _tiles.Tile(register);
        for (int pair = 0; pair < _lists.Pairs; pair++)
            _counter.Add(ref Counters(pair, register), ref tile, ref _lists.Places(pair, part), _lists.Halves(pair, part));
    }

    private void Compare(in PairedExamples examples, int first, ReadOnlySpan<ulong> limits, Span<ulong> output, int stride)
    {
        for (int r = 0; r < _tiles.Registers; r++)
        {
            int at = first + (r * TBits.Words);
            for (int example = 0; example < _count; example++)
            {
                ref ulong own = ref Counters(example / 2, r);
                if (example % 2 == 0)
                    _counter.Share(ref own);
                ref ulong limit = ref Unsafe.AsRef(in limits[(examples.IsFlipped(example) ? limits.Length / 2 : 0) + at]);
                var reached = _counter.AtLeast(ref own, example % 2, examples.Rest(example) & 1, ref limit, _words);
                TBits.Store(examples.IsFlipped(example) ? ~reached : reached, ref output[(example * stride) + at]);
            }
        }
    }
}
