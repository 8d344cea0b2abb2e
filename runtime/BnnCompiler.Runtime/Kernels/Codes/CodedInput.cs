// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>What a layer on codes reads: codes of up to four bits, a byte each, or bits, which are codes 0 and 1.</summary>
internal readonly ref struct CodedInput
{
    private const int Zeros = 1 << 0, Ones = 1 << 1;

    private readonly ReadOnlySpan<byte> _codes;
    private readonly ReadOnlySpan<ulong> _bits;

    private CodedInput(ReadOnlySpan<byte> codes, ReadOnlySpan<ulong> bits)
    {
        _codes = codes;
        _bits = bits;
    }

    /// <summary>Checks the length of what a kernel was given.</summary>
    /// <typeparam name="T">byte for codes, ulong for words of bits.</typeparam>
    /// <param name="input">Rows of inputs; those of bits begin with a word each.</param>
    /// <param name="rowLength">Inputs of a row.</param>
    /// <param name="steps">The steps of the layer: on bits all are for zeros or for ones.</param>
    /// <exception cref="ArgumentException">There are no whole rows, or <typeparamref name="T"/> is something else.</exception>
    public static CodedInput Of<T>(ReadOnlySpan<T> input, int rowLength, scoped CodedSteps steps)
        where T : unmanaged
    {
        Lengths.RequireAtLeast(rowLength, 1, nameof(rowLength), "an input");
        if (typeof(T) == typeof(byte))
        {
            Lengths.RequireMultiple(input.Length, rowLength, nameof(input), "whole rows");
            return new(MemoryMarshal.Cast<T, byte>(input), default);
        }

        if (typeof(T) != typeof(ulong))
            throw new ArgumentException($"Found inputs of type {typeof(T).Name}, expected codes or words of bits.", nameof(input));
        Lengths.RequireMultiple(input.Length, Lengths.WordsFor(rowLength), nameof(input), "whole rows");
        for (int step = 0; step < steps.Count; step++)
        {
            if (steps.Codes(step) is not (Zeros or Ones))
                throw new ArgumentException("Found a step for other codes than 0 or 1, expected none on bits.", nameof(steps));
        }

        return new(default, MemoryMarshal.Cast<T, ulong>(input));
    }

    /// <summary>Rows.</summary>
    public int Rows(int rowLength) => _bits.IsEmpty ? _codes.Length / rowLength : _bits.Length / Lengths.WordsFor(rowLength);

    /// <summary>Words that the inputs take as bits, in rows that begin with a word each.</summary>
    public int BitWords(int rowLength) => Rows(rowLength) * Lengths.WordsFor(rowLength);

    /// <summary>Bit k = whether input k has one of some codes.</summary>
    /// <param name="codes">Bit c for code c.</param>
    /// <param name="rowLength">Inputs of a row.</param>
    /// <param name="memory"><see cref="BitWords"/> words, which the bits may be in.</param>
    public ReadOnlySpan<ulong> Select(int codes, int rowLength, Span<ulong> memory)
    {
        if (!_bits.IsEmpty && codes == Ones)
            return _bits;
        if (_bits.IsEmpty)
            CodeBits.Select(_codes, codes, rowLength, memory);
        else
            CodeBits.Complement(_bits, rowLength, memory);
        return memory;
    }
}
