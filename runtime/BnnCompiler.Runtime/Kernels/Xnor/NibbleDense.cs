// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime;

/// <summary>
/// A dense layer as <see cref="XnorDense"/> has it, for weights that fit the nearest cache four times over: bytes are the lanes, one for each output.
/// <para>Four inputs at a time: the nibble of the input chooses a table with the number of places where it differs from each nibble of weights, and
/// one shuffle looks it up for 32 outputs, whose nibbles lie in a byte each. That is a shuffle and an addition for 128 pairs of bits, where counting
/// the bits of words takes four operations; and the limits are where the counts begin from, so that a sign bit says which were passed.</para>
/// <para>The weights are laid out when the object is made. Without AVX2 it keeps them as they are, and <see cref="XnorDense"/> computes the
/// layer.</para>
/// </summary>
public sealed class NibbleDense
{
    /// <summary>Outputs that are counted together, in two registers.</summary>
    private const int BlockOutputs = 64;

    /// <summary>Nibbles of a word, and bytes of their weights.</summary>
    private const int WordNibbles = 16, WordBytes = WordNibbles * BlockOutputs;

    /// <summary>Four nibbles are added at a time.</summary>
    private const int QuartersOfWord = 4;

    /// <summary>Words whose differing places a byte holds.</summary>
    private const int WordsOfByte = byte.MaxValue / 64;

    private readonly int _words;
    private readonly int _lastQuarters;
    private readonly int _outputs;
    private readonly ulong[] _rows = [];
    private readonly int[] _limits = [];
    private readonly byte[] _nibbles = [];
    private readonly int _first;
    private readonly short[] _starts = [];

    /// <summary>Lays out a layer.</summary>
    /// <param name="weights">limits.Length times the words of an input, interleaved by eight outputs.</param>
    /// <param name="limits">One limit per output, a multiple of eight of them; -1 for padding, which makes its bit 0.</param>
    /// <param name="fanIn">
    /// K, 1 to 32,704: counts and limits are short. Bits between rows of inputs are inputs, too; they are 0 here and in the weights.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public NibbleDense(ReadOnlySpan<ulong> weights, ReadOnlySpan<int> limits, int fanIn)
    {
        Lengths.RequireMultiple(limits.Length, NeuronBlock.Neurons, nameof(limits), "one per neuron, padded to eight");
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fanIn, short.MaxValue / 64 * 64);
        _words = Lengths.WordsFor(fanIn);
        _lastQuarters = QuartersOfWord - (((_words * 64) - fanIn) / 16);
        Lengths.Require(weights.Length, (long)limits.Length * _words, nameof(weights), "limits times words per row");
        _outputs = limits.Length;
        if (!Avx2.IsSupported)
        {
            (_rows, _limits) = (weights.ToArray(), limits.ToArray());
            return;
        }

        int blocks = (limits.Length + BlockOutputs - 1) / BlockOutputs;
        (_nibbles, _first) = CacheLine.Allocate<byte>(checked(blocks * _words * WordBytes));
        _nibbles.AsSpan().Clear();
        _starts = new short[blocks * BlockOutputs];
        _starts.AsSpan().Fill(Start(-1));
        for (int n = 0; n < limits.Length; n++)
        {
            _starts[n] = Start(limits[n]);
            for (int j = 0; j < _words; j++)
            {
                ulong word = weights[(((n / NeuronBlock.Neurons * _words) + j) * NeuronBlock.Neurons) + (n % NeuronBlock.Neurons)];
                int place = _first + (((n / BlockOutputs * _words) + j) * WordBytes) + (n % BlockOutputs);
                for (int g = 0; g < WordNibbles; g++, word >>= 4)
                    _nibbles[place + (g * BlockOutputs)] = (byte)(word & 15);
            }
        }
    }

    /// <summary>Byte 16 a + w is the number of places where the nibbles a and w differ.</summary>
    private static ReadOnlySpan<byte> Differing =>
    [
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
        1, 0, 2, 1, 2, 1, 3, 2, 2, 1, 3, 2, 3, 2, 4, 3,
        1, 2, 0, 1, 2, 3, 1, 2, 2, 3, 1, 2, 3, 4, 2, 3,
        2, 1, 1, 0, 3, 2, 2, 1, 3, 2, 2, 1, 4, 3, 3, 2,
        1, 2, 2, 3, 0, 1, 1, 2, 2, 3, 3, 4, 1, 2, 2, 3,
        2, 1, 3, 2, 1, 0, 2, 1, 3, 2, 4, 3, 2, 1, 3, 2,
        2, 3, 1, 2, 1, 2, 0, 1, 3, 4, 2, 3, 2, 3, 1, 2,
        3, 2, 2, 1, 2, 1, 1, 0, 4, 3, 3, 2, 3, 2, 2, 1,
        1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3,
        2, 1, 3, 2, 3, 2, 4, 3, 1, 0, 2, 1, 2, 1, 3, 2,
        2, 3, 1, 2, 3, 4, 2, 3, 1, 2, 0, 1, 2, 3, 1, 2,
        3, 2, 2, 1, 4, 3, 3, 2, 2, 1, 1, 0, 3, 2, 2, 1,
        2, 3, 3, 4, 1, 2, 2, 3, 1, 2, 2, 3, 0, 1, 1, 2,
        3, 2, 4, 3, 2, 1, 3, 2, 2, 1, 3, 2, 1, 0, 2, 1,
        3, 4, 2, 3, 2, 3, 1, 2, 2, 3, 1, 2, 1, 2, 0, 1,
        4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0,
    ];

    /// <summary>Output bit n = (p_n &lt;= limits[n]), p_n the number of places where the input differs from row n.</summary>
    /// <param name="input">ceil(K/64) words; bits past K are 0.</param>
    /// <param name="output">ceil(limits/64) words, all written; bits past the limits are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the layer.</exception>
    public void Threshold(ReadOnlySpan<ulong> input, Span<ulong> output)
    {
        Lengths.Require(input.Length, _words, nameof(input), "the words of an input");
        Lengths.Require(output.Length, Lengths.WordsFor(_outputs), nameof(output), "one bit per limit");
        if (Avx2.IsSupported)
            Count(input, output);
        else
            XnorDense.Threshold(input, _rows, _limits, output);
    }

    // A count that begins there is negative as long as it is at most the limit. As many places as there are differ at most, none at least.
    private short Start(int limit) => (short)(-1 - Math.Clamp(limit, -1, 64 * _words));

    [MethodImpl(KernelCompilation.Standalone)]
    private void Count(ReadOnlySpan<ulong> input, Span<ulong> output)
    {
        ref byte weights = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_nibbles), _first);
        ref short start = ref MemoryMarshal.GetArrayDataReference(_starts);
        for (int block = 0; block < output.Length; block++)
        {
            var a = Vector256.LoadUnsafe(ref start);
            var b = Vector256.LoadUnsafe(ref start, 16);
            var c = Vector256.LoadUnsafe(ref start, 32);
            var d = Vector256.LoadUnsafe(ref start, 48);
            for (int j = 0; j < input.Length;)
            {
                Vector256<byte> low = default, high = default;
                for (int end = Math.Min(j + WordsOfByte, input.Length); j < end; j++)
                {
                    Add(input[j], j < input.Length - 1 ? QuartersOfWord : _lastQuarters, ref weights, ref low, ref high);
                    weights = ref Unsafe.Add(ref weights, WordBytes);
                }

                a += Vector256.WidenLower(low).AsInt16();
                b += Vector256.WidenUpper(low).AsInt16();
                c += Vector256.WidenLower(high).AsInt16();
                d += Vector256.WidenUpper(high).AsInt16();
            }

            output[block] = Signs(a, b) | ((ulong)Signs(c, d) << 32);
            start = ref Unsafe.Add(ref start, BlockOutputs);
        }
    }

    /// <summary>Adds the differing places of a word's first quarters to the counts of 64 outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Add(ulong word, int quarters, ref byte weights, ref Vector256<byte> low, ref Vector256<byte> high)
    {
        // The tables lie in the program, which does not move. A nibble at bits 4 to 7 is where its table begins.
        byte* tables = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Differing));
        for (; quarters > 0; quarters--, word >>= 16)
        {
            AddNibble(tables + ((word << 4) & 0xF0), ref weights, 0, ref low, ref high);
            AddNibble(tables + (word & 0xF0), ref weights, BlockOutputs, ref low, ref high);
            AddNibble(tables + ((word >> 4) & 0xF0), ref weights, 2 * BlockOutputs, ref low, ref high);
            AddNibble(tables + ((word >> 8) & 0xF0), ref weights, 3 * BlockOutputs, ref low, ref high);
            weights = ref Unsafe.Add(ref weights, 4 * BlockOutputs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void AddNibble(byte* table, ref byte weights, nuint first, ref Vector256<byte> low, ref Vector256<byte> high)
    {
        var differing = Avx2.BroadcastVector128ToVector256(table);
        low += Avx2.Shuffle(differing, Vector256.LoadUnsafe(ref weights, first));
        high += Avx2.Shuffle(differing, Vector256.LoadUnsafe(ref weights, first + 32));
    }

    // Narrowing takes a half of each register by turns; the permutation puts them in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Signs(Vector256<short> first, Vector256<short> second) =>
        Avx2.Permute4x64(Avx2.PackSignedSaturate(first, second).AsInt64(), 0b11_01_10_00).AsByte().ExtractMostSignificantBits();
}
