// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>Counts one layer for all pairs of a batch: for each group of outputs and each part of the inputs the tiles are copied once, and every pair adds its lists.</summary>
internal readonly ref struct BatchCounting<TBits>
    where TBits : struct, IBits<TBits>
{
    private readonly BatchTiles<TBits> tiles;
    private readonly PairLists lists;
    private readonly PairCounters<TBits> counter;
    private readonly Span<ulong> counters;
    private readonly int words;
    private readonly int parts;
    private readonly int count;

    /// <summary>Takes what it needs of a memory and leaves the rest.</summary>
    /// <param name="weights">The rows of weights, and one of zeros.</param>
    /// <param name="words">Words of a row, at least a register.</param>
    /// <param name="planes">Planes of the inputs.</param>
    /// <param name="count">Examples.</param>
    /// <param name="memory"><see cref="WordsFor"/> words or more.</param>
    public BatchCounting(ReadOnlySpan<ulong> weights, int words, int planes, int count, ref Span<ulong> memory)
    {
        (this.words, this.count) = (words, count);
        var (inputs, pairs) = ((weights.Length / words) - 1, (count + 1) / 2);
        parts = BatchTiles<TBits>.PartsFor(inputs);
        tiles = new BatchTiles<TBits>(weights, words, Take(ref memory, BatchTiles<TBits>.WordsFor(inputs, words)));
        counter = CounterFor(inputs, planes);
        counters = Take(ref memory, pairs * tiles.Registers * counter.Words);
        lists = new PairLists(
            pairs, planes * parts, BatchTiles<TBits>.PartInputs(inputs), Take(ref memory, PairLists.WordsFor(pairs, planes * parts, BatchTiles<TBits>.PartInputs(inputs))));
    }

    /// <summary>Words of memory that counting takes.</summary>
    public static int WordsFor(int inputs, int planes, int words, int count)
    {
        var pairs = (count + 1) / 2;
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
        for (var group = 0; group < words; group += tiles.OutputWords)
        {
            // The last registers of outputs may be some of those before once more.
            var first = Math.Min(group, words - tiles.OutputWords);
            for (var plane = examples.Planes - 1; plane >= 0; plane--)
            {
                Begin(examples, plane);
                for (var part = 0; part < parts; part++)
                {
                    if (plane == examples.Planes - 1 || parts > 1) tiles.Copy(part, first);
                    for (var r = 0; r < tiles.Registers; r++) Add((plane * parts) + part, r);
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

    private ref ulong Counters(int pair, int register) => ref counters[((register * lists.Pairs) + pair) * counter.Words];

    private void List(in PairedExamples examples)
    {
        for (var pair = 0; pair < lists.Pairs; pair++)
        {
            for (var plane = 0; plane < examples.Planes; plane++)
            {
                var first = examples.Plane(2 * pair, plane);
                var second = examples.Plane((2 * pair) + 1, plane);
                for (var part = 0; part < parts; part++)
                {
                    var inputs = tiles.InputsOf(part);
                    var words = Lengths.WordsFor(inputs);
                    var at = part * Lengths.WordsFor(tiles.InputsOf(0));
                    lists.List(pair, (plane * parts) + part, first.Slice(at, words), second.Slice(at, words), inputs, BatchTiles<TBits>.RowBytes);
                }
            }
        }
    }

    /// <summary>The counters begin with half of the rest: its upper bits before the highest plane, the others as the counters are doubled.</summary>
    private void Begin(in PairedExamples examples, int plane)
    {
        for (var r = 0; r < tiles.Registers; r++)
        {
            for (var pair = 0; pair < lists.Pairs; pair++)
            {
                var (first, second) = (examples.Rest(2 * pair) >> 1 >> plane, examples.Rest((2 * pair) + 1) >> 1 >> plane);
                if (plane == examples.Planes - 1) counter.Start(ref Counters(pair, r), first, second);
                else counter.Double(ref Counters(pair, r), first & 1, second & 1);
            }
        }
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private void Add(int part, int register)
    {
        ref var tile = ref tiles.Tile(register);
        for (var pair = 0; pair < lists.Pairs; pair++) counter.Add(ref Counters(pair, register), ref tile, ref lists.Places(pair, part), lists.Halves(pair, part));
    }

    private void Compare(in PairedExamples examples, int first, ReadOnlySpan<ulong> limits, Span<ulong> output, int stride)
    {
        for (var r = 0; r < tiles.Registers; r++)
        {
            var at = first + (r * TBits.Words);
            for (var example = 0; example < count; example++)
            {
                ref var own = ref Counters(example / 2, r);
                if (example % 2 == 0) counter.Share(ref own);
                ref var limit = ref Unsafe.AsRef(in limits[(examples.IsFlipped(example) ? limits.Length / 2 : 0) + at]);
                var reached = counter.AtLeast(ref own, example % 2, examples.Rest(example) & 1, ref limit, words);
                TBits.Store(examples.IsFlipped(example) ? ~reached : reached, ref output[(example * stride) + at]);
            }
        }
    }
}
