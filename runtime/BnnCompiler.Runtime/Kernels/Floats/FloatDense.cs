// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Signed;

namespace BnnCompiler.Runtime;

/// <summary>
/// A dense layer of ±1 weights on float32 inputs.
/// <para>Float addition is not associative, so the order is part of the result: sums[n] = ((0 ± x_0) ± x_1) ± … by ascending k, each step
/// rounded to float32. The lanes are outputs, so every output is one such chain at every register width, and all widths give the same
/// number. Subtracting x is adding -x exactly, and -x is x with its sign bit turned over.</para>
/// <para>The weights are transposed: row k holds the signs of weight (n, k) for all n, bit 1 for +1.</para>
/// </summary>
public static class FloatDense
{
    /// <summary>sums[n] = ((0 ± x_0) ± x_1) ± …, the inputs signed by column n of the weights and added in order.</summary>
    /// <param name="input">K values.</param>
    /// <param name="weights">K rows of ceil(N/64) words; bit n of row k is the sign of weight (n, k).</param>
    /// <param name="sums">N sums.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Sum(ReadOnlySpan<float> input, ReadOnlySpan<ulong> weights, Span<float> sums)
    {
        long expected = (long)input.Length * Lengths.WordsFor(sums.Length);
        Lengths.Require(weights.Length, expected, nameof(weights), "inputs times words per row of outputs");
        if (SignedLanes512.IsSupported)
            Sum<SignedLanes512>(input, weights, sums);
        else if (SignedLanes256.IsSupported)
            Sum<SignedLanes256>(input, weights, sums);
        else if (SignedLanes128.IsSupported)
            Sum<SignedLanes128>(input, weights, sums);
        else
            Sum<SignedLanes32>(input, weights, sums);
    }

    // Four registers of outputs at a time, so that four chains of additions overlap.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sum<TLanes>(ReadOnlySpan<float> input, ReadOnlySpan<ulong> weights, Span<float> sums)
        where TLanes : struct, ISignedLanes<TLanes, float>
    {
        int words = Lengths.WordsFor(sums.Length);
        Span<float> four = stackalloc float[4 * TLanes.Count];
        for (int n = 0; n < sums.Length; n += four.Length)
        {
            ref ulong signs = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), n / 64);
            TLanes a = default, b = default, c = default, d = default;
            foreach (float value in input)
            {
                ulong plus = signs >> n;
                var x = TLanes.Broadcast(value);
                a = TLanes.Add(a, x, plus);
                b = TLanes.Add(b, x, plus >> TLanes.Count);
                c = TLanes.Add(c, x, plus >> (2 * TLanes.Count));
                d = TLanes.Add(d, x, plus >> (3 * TLanes.Count));
                signs = ref Unsafe.Add(ref signs, words);
            }

            TLanes.Store(a, ref four[0]);
            TLanes.Store(b, ref four[TLanes.Count]);
            TLanes.Store(c, ref four[2 * TLanes.Count]);
            TLanes.Store(d, ref four[3 * TLanes.Count]);
            four[..Math.Min(four.Length, sums.Length - n)].CopyTo(sums[n..]);
        }
    }
}
