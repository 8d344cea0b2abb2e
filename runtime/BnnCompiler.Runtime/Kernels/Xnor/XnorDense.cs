// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Xnor;
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime;

/// <summary>
/// A dense layer of ±1 weights on ±1 activations. Bit 1 is +1 and bit 0 is -1, least significant bit first.
/// <para>A product is -1 exactly where the two bits differ. With p of K places differing, K - p products are +1 and p are -1, so the dot
/// product is K - 2p. It reaches a limit T exactly when p &lt;= (K - T)/2, and p is an integer, so dot &gt;= T is p &lt;= floor((K - T)/2):
/// the layer's comparison is one on the count itself. Bits past K are 0 on both sides, never differ and never count.</para>
/// <para>Weights are interleaved by eight neurons: word j of neuron 8b + l is weights[(b·words + j)·8 + l], and neurons past the last are
/// all zero up to a multiple of eight. Spans need no alignment beyond eight bytes.</para>
/// </summary>
public static class XnorDense
{
    /// <summary>Output bit n = (p_n &lt;= limits[n]), p_n the number of places where the input differs from row n.</summary>
    /// <param name="input">ceil(K/64) words.</param>
    /// <param name="weights">limits.Length · input.Length words, interleaved by eight neurons.</param>
    /// <param name="limits">One limit per neuron, a multiple of eight of them; -1 for padding, which makes its bit 0.</param>
    /// <param name="output">ceil(limits.Length/64) words, all written; bits past limits.Length are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(ReadOnlySpan<ulong> input, ReadOnlySpan<ulong> weights, ReadOnlySpan<int> limits, Span<ulong> output)
    {
        Lengths.RequireMultiple(limits.Length, NeuronBlock.Neurons, nameof(limits), "one per neuron, padded to eight");
        Lengths.Require(weights.Length, (long)limits.Length * input.Length, nameof(weights), "limits times words per row");
        Lengths.Require(output.Length, Lengths.WordsFor(limits.Length), nameof(output), "one bit per limit");
        if (Lanes512.IsSupported)
            Threshold<Lanes512>(input, weights, limits, output);
        else if (Lanes256.IsSupported)
            Threshold<LanePair<Lanes256>>(input, weights, limits, output);
        else if (Lanes128.IsSupported)
            Threshold<LanePair<Lanes128>>(input, weights, limits, output);
        else
            Threshold<Lanes64>(input, weights, limits, output);
    }

    /// <summary>dots[n] = fanIn - 2·p_n, the dot product of the input with row n.</summary>
    /// <param name="input">
    /// At least ceil(K/64) words; more where the input is several rows, each filled up to whole words, as an image is. Bits that are no input
    /// are 0 here and in the weights.
    /// </param>
    /// <param name="weights">dots.Length padded to a multiple of eight, times input.Length words, interleaved by eight neurons.</param>
    /// <param name="fanIn">K, the number of inputs.</param>
    /// <param name="dots">One dot product per neuron.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Dot(ReadOnlySpan<ulong> input, ReadOnlySpan<ulong> weights, int fanIn, Span<int> dots)
    {
        Lengths.RequireAtLeast(input.Length, Lengths.WordsFor(fanIn), nameof(input), "one bit per input");
        long expected = (long)NeuronBlock.PaddedTo(dots.Length) * input.Length;
        Lengths.Require(weights.Length, expected, nameof(weights), "padded neurons times words per row");
        if (Lanes512.IsSupported)
            Dot<Lanes512>(input, weights, fanIn, dots);
        else if (Lanes256.IsSupported)
            Dot<LanePair<Lanes256>>(input, weights, fanIn, dots);
        else if (Lanes128.IsSupported)
            Dot<LanePair<Lanes128>>(input, weights, fanIn, dots);
        else
            Dot<Lanes64>(input, weights, fanIn, dots);
    }

    internal static void Threshold<TLanes>(
        ReadOnlySpan<ulong> input, ReadOnlySpan<ulong> weights, ReadOnlySpan<int> limits, Span<ulong> output)
        where TLanes : struct, ILanes<TLanes>
    {
        if (input.Length < Ones<TLanes, Differ>.FewBelow)
            Threshold<TLanes, ShortRow>(input, weights, limits, output);
        else
            Threshold<TLanes, AnyRow>(input, weights, limits, output);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private static void Threshold<TLanes, TRow>(
        ReadOnlySpan<ulong> input, ReadOnlySpan<ulong> weights, ReadOnlySpan<int> limits, Span<ulong> output)
        where TLanes : struct, ILanes<TLanes>
        where TRow : struct, IRow
    {
        ref ulong x = ref MemoryMarshal.GetReference(input);
        ref ulong block = ref MemoryMarshal.GetReference(weights);
        ref int limit = ref MemoryMarshal.GetReference(limits);
        ref ulong to = ref MemoryMarshal.GetReference(output);
        for (int first = 0; first < limits.Length; first += 64)
        {
            int inWord = Math.Min(64, limits.Length - first);
            ulong bits = 0ul;
            for (int n = 0; n < inWord; n += NeuronBlock.Neurons)
            {
                for (int lane = 0; lane < NeuronBlock.Neurons; lane += TLanes.Count)
                {
                    var differing = TRow.Count<TLanes, Differ>(ref x, ref Unsafe.Add(ref block, lane), input.Length);
                    bits |= (ulong)TLanes.AtMost(differing, in Unsafe.Add(ref limit, lane)) << (n + lane);
                }

                block = ref Unsafe.Add(ref block, input.Length * (nint)NeuronBlock.Neurons);
                limit = ref Unsafe.Add(ref limit, NeuronBlock.Neurons);
            }

            to = bits;
            to = ref Unsafe.Add(ref to, 1);
        }
    }

    internal static void Dot<TLanes>(ReadOnlySpan<ulong> input, ReadOnlySpan<ulong> weights, int fanIn, Span<int> dots)
        where TLanes : struct, ILanes<TLanes>
    {
        if (input.Length < Ones<TLanes, Differ>.FewBelow)
            Dot<TLanes, ShortRow>(input, weights, fanIn, dots);
        else
            Dot<TLanes, AnyRow>(input, weights, fanIn, dots);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    private static void Dot<TLanes, TRow>(ReadOnlySpan<ulong> input, ReadOnlySpan<ulong> weights, int fanIn, Span<int> dots)
        where TLanes : struct, ILanes<TLanes>
        where TRow : struct, IRow
    {
        ref ulong x = ref MemoryMarshal.GetReference(input);
        ref ulong block = ref MemoryMarshal.GetReference(weights);
        Span<int> some = stackalloc int[NeuronBlock.Neurons];
        for (int n = 0; n < dots.Length; n += NeuronBlock.Neurons)
        {
            int left = dots.Length - n;
            ref int sums = ref left < NeuronBlock.Neurons ? ref MemoryMarshal.GetReference(some) : ref dots[n];
            for (int lane = 0; lane < NeuronBlock.Neurons; lane += TLanes.Count)
            {
                var differing = TRow.Count<TLanes, Differ>(ref x, ref Unsafe.Add(ref block, lane), input.Length);
                TLanes.Store(TLanes.Broadcast((ulong)fanIn) - differing - differing, ref Unsafe.Add(ref sums, lane));
            }

            if (left < NeuronBlock.Neurons)
            {
                for (int i = 0; i < left; i++)
                    dots[n + i] = some[i];
            }

            block = ref Unsafe.Add(ref block, input.Length * (nint)NeuronBlock.Neurons);
        }
    }
}
