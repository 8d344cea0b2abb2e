// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Rows;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>
/// Where the rows of the inputs of a dense layer begin that the steps add, a list for each choice of codes, filled up to whole blocks with the row of
/// zeros.
/// </summary>
internal readonly ref struct CodedLists
{
    private const int Block = 32;

    // A list is written four places at a time, and a block behind its last one may be fetched ahead.
    private const int Slack = (2 * Block) + 4;

    private readonly Span<uint> _places;
    private readonly CodedSteps _steps;
    private readonly int _stride;

    /// <summary>Lists inputs.</summary>
    /// <param name="input">Codes, a byte each, or rows of bits, which are codes 0 and 1.</param>
    /// <param name="rowLength">Inputs of a row.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="rowBytes">From one row of weights to the next.</param>
    /// <param name="memory"><see cref="WordsFor"/> words.</param>
    public CodedLists(in CodedInput input, int rowLength, in CodedSteps steps, uint rowBytes, Span<ulong> memory)
    {
        int words = input.BitWords(rowLength);
        _stride = StrideFor(words * 64);
        _places = MemoryMarshal.Cast<ulong, uint>(memory)[..(steps.Count * _stride)];
        _steps = steps;
        for (int step = 0; step < steps.Count; step++)
        {
            if (steps.FirstOfSameCodes(step) == step)
                Total += List(step, input.Select(steps.Codes(step), rowLength, memory[^words..]), rowLength, rowBytes);
        }
    }

    /// <summary>What the inputs add up to in the first set of weights.</summary>
    public int Total { get; } = 0;

    /// <summary>Words for the lists of inputs that are so many words of bits, and for these.</summary>
    public static int WordsFor(int bitWords, in CodedSteps steps) => checked((steps.Count * StrideFor(bitWords * 64) / 2) + bitWords);

    /// <summary>The list of a step, relative to its set of weights, and its blocks.</summary>
    public ref uint Of(int step, out int blocks)
    {
        ref uint list = ref _places[_steps.FirstOfSameCodes(step) * _stride];
        blocks = (int)list;
        return ref Unsafe.Add(ref list, 1);
    }

    private static int StrideFor(int inputs) => inputs + Slack + (Slack % 2);

    private int List(int step, ReadOnlySpan<ulong> bits, int rowLength, uint rowBytes)
    {
        ref uint count = ref _places[step * _stride];
        ref uint list = ref Unsafe.Add(ref count, 1);
        ref uint next = ref list;
        int wordsPerRow = Lengths.WordsFor(rowLength);
        for (int i = 0; i < bits.Length; i++)
        {
            var (row, column) = (i / wordsPerRow, i % wordsPerRow);
            int rest = rowLength - (column * 64);
            ulong word = rest < 64 ? bits[i] & ((1ul << rest) - 1) : bits[i];
            next = ref ActiveRows.List(word, (uint)((row * rowLength) + (column * 64)) * rowBytes, rowBytes, ref next);
        }

        int active = (int)(Unsafe.ByteOffset(ref list, ref next) / sizeof(uint));
        int blocks = (active + Block - 1) / Block;
        count = (uint)blocks;
        uint zeros = (uint)(bits.Length / wordsPerRow * rowLength) * rowBytes;
        for (int place = active; place < (blocks + 1) * Block; place++)
            Unsafe.Add(ref list, place) = zeros;
        return _steps.Total(step, active);
    }
}
