// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Kernels.Xnor;
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime;

/// <summary>
/// A dense layer of ±1 weights on bytes, the bytes given as the eight bit planes of <see cref="BitPlanes.Split"/>.
/// <para>Let P be the sum of the inputs whose weight is +1 and A the sum of all inputs; the others sum to A - P, so the layer's sum is
/// s = P - (A - P) = 2P - A. An input is the sum of its bits times 2^b, so P is the sum over planes of 2^b times the number of set bits
/// of plane b whose weight bit is set, and A the same without the weights. A depends on the input alone and is computed once.
/// Everything is added in 64-bit lanes; |s| &lt;= 255·K fits an int for K up to 8 million.</para>
/// <para>Weights are interleaved by eight neurons: word j of neuron 8b + l is weights[(b·words + j)·8 + l], and neurons past the last are
/// all zero up to a multiple of eight. Spans need no alignment beyond eight bytes.</para>
/// </summary>
public static class PlaneDense
{
    /// <summary>Output bit n = (s_n &gt;= limits[n]), s_n the sum of the inputs signed by row n.</summary>
    /// <param name="planes">Eight rows of ceil(K/64) words.</param>
    /// <param name="weights">limits.Length times words per row, interleaved by eight neurons.</param>
    /// <param name="limits">One limit per neuron, a multiple of eight of them; int.MaxValue for padding, which makes its bit 0.</param>
    /// <param name="output">ceil(limits.Length/64) words, all written; bits past limits.Length are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Threshold(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> weights, ReadOnlySpan<int> limits, Span<ulong> output)
    {
        Lengths.RequireMultiple(planes.Length, BitPlanes.Count, nameof(planes), "eight planes");
        Lengths.RequireMultiple(limits.Length, NeuronBlock.Neurons, nameof(limits), "one per neuron, padded to eight");
        long expected = (long)limits.Length * (planes.Length / BitPlanes.Count);
        Lengths.Require(weights.Length, expected, nameof(weights), "limits times words per row");
        Lengths.Require(output.Length, Lengths.WordsFor(limits.Length), nameof(output), "one bit per limit");
        if (Lanes512.IsSupported)
            Threshold<Lanes512>(planes, weights, limits, output);
        else if (Lanes256.IsSupported)
            Threshold<LanePair<Lanes256>>(planes, weights, limits, output);
        else if (Lanes128.IsSupported)
            Threshold<LanePair<Lanes128>>(planes, weights, limits, output);
        else
            Threshold<Lanes64>(planes, weights, limits, output);
    }

    /// <summary>dots[n] = s_n, the sum of the inputs signed by row n.</summary>
    /// <param name="planes">Eight rows of ceil(K/64) words.</param>
    /// <param name="weights">dots.Length padded to a multiple of eight, times words per row, interleaved by eight neurons.</param>
    /// <param name="dots">One sum per neuron.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Dot(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> weights, Span<int> dots)
    {
        Lengths.RequireMultiple(planes.Length, BitPlanes.Count, nameof(planes), "eight planes");
        long expected = (long)NeuronBlock.PaddedTo(dots.Length) * (planes.Length / BitPlanes.Count);
        Lengths.Require(weights.Length, expected, nameof(weights), "padded neurons times words per row");
        if (Lanes512.IsSupported)
            Dot<Lanes512>(planes, weights, dots);
        else if (Lanes256.IsSupported)
            Dot<LanePair<Lanes256>>(planes, weights, dots);
        else if (Lanes128.IsSupported)
            Dot<LanePair<Lanes128>>(planes, weights, dots);
        else
            Dot<Lanes64>(planes, weights, dots);
    }

    internal static void Threshold<TLanes>(
        ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> weights, ReadOnlySpan<int> limits, Span<ulong> output)
        where TLanes : struct, ILanes<TLanes>
    {
        if (planes.Length / BitPlanes.Count < Ones<TLanes, Both>.FewBelow)
            Threshold<TLanes, ShortRow>(planes, weights, limits, output);
        else
            Threshold<TLanes, AnyRow>(planes, weights, limits, output);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private static void Threshold<TLanes, TRow>(
        ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> weights, ReadOnlySpan<int> limits, Span<ulong> output)
        where TLanes : struct, ILanes<TLanes>
        where TRow : struct, IRow
    {
        int words = planes.Length / BitPlanes.Count;
        var sumOfInputs = TLanes.Broadcast(SumOfInputs(planes));
        ref ulong x = ref MemoryMarshal.GetReference(planes);
        ref ulong block = ref MemoryMarshal.GetReference(weights);
        ref int limit = ref MemoryMarshal.GetReference(limits);
        for (int first = 0; first < limits.Length; first += 64)
        {
            int inWord = Math.Min(64, limits.Length - first);
            ulong bits = 0ul;
            for (int n = 0; n < inWord; n += NeuronBlock.Neurons)
            {
                for (int lane = 0; lane < NeuronBlock.Neurons; lane += TLanes.Count)
                {
                    var positive = SumOfPositive<TLanes, TRow>(ref x, ref Unsafe.Add(ref block, lane), words);
                    bits |= (ulong)TLanes.AtLeast(positive + positive - sumOfInputs, in Unsafe.Add(ref limit, lane)) << (n + lane);
                }

                block = ref Unsafe.Add(ref block, words * (nint)NeuronBlock.Neurons);
                limit = ref Unsafe.Add(ref limit, NeuronBlock.Neurons);
            }

            output[first / 64] = bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Dot<TLanes>(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> weights, Span<int> dots)
        where TLanes : struct, ILanes<TLanes>
    {
        int words = planes.Length / BitPlanes.Count;
        var sumOfInputs = TLanes.Broadcast(SumOfInputs(planes));
        ref ulong x = ref MemoryMarshal.GetReference(planes);
        ref ulong block = ref MemoryMarshal.GetReference(weights);
        Span<int> sums = stackalloc int[NeuronBlock.Neurons];
        for (int n = 0; n < dots.Length; n += NeuronBlock.Neurons)
        {
            for (int lane = 0; lane < NeuronBlock.Neurons; lane += TLanes.Count)
            {
                var positive = SumOfPositive<TLanes, AnyRow>(ref x, ref Unsafe.Add(ref block, lane), words);
                TLanes.Store(positive + positive - sumOfInputs, ref sums[lane]);
            }

            sums[..Math.Min(NeuronBlock.Neurons, dots.Length - n)].CopyTo(dots[n..]);
            block = ref Unsafe.Add(ref block, words * (nint)NeuronBlock.Neurons);
        }
    }

    /// <summary>P of the summary, highest plane first so that one doubling per plane weighs them all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SumOfPositive<TLanes, TRow>(ref ulong planes, ref ulong weights, int words)
        where TLanes : struct, ILanes<TLanes>
        where TRow : struct, IRow
    {
        var sum = default(TLanes);
        for (int b = BitPlanes.Count - 1; b >= 0; b--)
            sum = sum + sum + TRow.Count<TLanes, Both>(ref Unsafe.Add(ref planes, b * words), ref weights, words);
        return sum;
    }

    private static ulong SumOfInputs(ReadOnlySpan<ulong> planes)
    {
        int words = planes.Length / BitPlanes.Count;
        ulong sum = 0ul;
        for (int b = 0; b < BitPlanes.Count; b++)
            sum += (ulong)ActiveRows.Count(planes.Slice(b * words, words)) << b;

        return sum;
    }
}
