// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Codes;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime;

/// <summary>
/// A dense layer of weights of few bits on codes of few bits, or on bits, counted bit-sliced as in <see cref="SlicedDense"/>, and what is made of
/// its sums: codes, bits or the sums themselves.
/// <para>A code stands for a small integer x, in few powers of two: one in the middle stands for 0, and its inputs add no rows. Weights are
/// w = factor · (sum over sets of 2^place · W) - zero with bits W, so the sum of x · w is factor · P - zero · A, P the rows of all sets and A that of
/// all x. The steps say which rows are added, how often doubled, and which are subtracted. What is compared is that sum plus the bias, which makes it
/// no less than 0.</para>
/// </summary>
public static class CodedDense
{
    /// <summary>codes[n] = how many of its limits output n reaches, or does not reach where its flip is set.</summary>
    /// <typeparam name="T">byte for codes, ulong for words of bits.</typeparam>
    /// <param name="input">K inputs: codes from 0 to 15, or rows of bits, each from a new word on, which are codes 0 and 1.</param>
    /// <param name="rowLength">Inputs of a row.</param>
    /// <param name="steps">
    /// For each step its exponent, 1 if it subtracts, the codes it is for as bits, and its set of weights; exponents descend.
    /// </param>
    /// <param name="weights">For each set K + 1 rows of ceil(N / 64) words; the last one is zero.</param>
    /// <param name="factor">1 or 2.</param>
    /// <param name="zero">What a weight is less than its bits say.</param>
    /// <param name="bias">At least the size of any sum.</param>
    /// <param name="limits">
    /// For each limit its planes, the lowest first, of ceil(N / 64) words: one of zeros if factor is 1, and those of the greatest sum plus bias.
    /// </param>
    /// <param name="flips">ceil(N / 64) words.</param>
    /// <param name="codes">N codes.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void Quantize<T>(
        ReadOnlySpan<T> input,
        int rowLength,
        ReadOnlySpan<int> steps,
        ReadOnlySpan<ulong> weights,
        int factor,
        int zero,
        int bias,
        ReadOnlySpan<ulong> limits,
        ReadOnlySpan<ulong> flips,
        Span<byte> codes)
        where T : unmanaged
    {
        var inputs = CodedInput.Of(input, rowLength, new(steps));
        var layer = new CodedLayer(steps, weights, factor, zero, bias, (long)inputs.Rows(rowLength) * rowLength, codes.Length);
        Count(layer, inputs, rowLength, new CodedResult(layer, limits, flips, codes), layer.VectorWords);
    }

    /// <summary>Bit n = whether output n reaches its limit, or does not where its flip is set.</summary>
    /// <inheritdoc cref="Quantize" path="/typeparam|/exception"/>
    /// <param name="input">As for <see cref="Quantize"/>, like all that follow.</param>
    /// <param name="rowLength">Inputs of a row.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="weights">Rows of all sets.</param>
    /// <param name="factor">1 or 2.</param>
    /// <param name="zero">What a weight is less than its bits say.</param>
    /// <param name="bias">At least the size of any sum.</param>
    /// <param name="limits">One for each output.</param>
    /// <param name="flips">ceil(N / 64) words.</param>
    /// <param name="outputs">N, at least 1.</param>
    /// <param name="output">ceil(N / 64) words, all written; bits past N are 0.</param>
    public static void Threshold<T>(
        ReadOnlySpan<T> input,
        int rowLength,
        ReadOnlySpan<int> steps,
        ReadOnlySpan<ulong> weights,
        int factor,
        int zero,
        int bias,
        ReadOnlySpan<ulong> limits,
        ReadOnlySpan<ulong> flips,
        int outputs,
        Span<ulong> output)
        where T : unmanaged
    {
        var inputs = CodedInput.Of(input, rowLength, new(steps));
        var layer = new CodedLayer(steps, weights, factor, zero, bias, (long)inputs.Rows(rowLength) * rowLength, outputs);
        Count(layer, inputs, rowLength, new CodedResult(layer, limits, flips, output), layer.VectorWords);
    }

    /// <summary>sums[n] = the sum of the products of all inputs with the weights of output n.</summary>
    /// <inheritdoc cref="Quantize" path="/typeparam|/exception"/>
    /// <param name="input">As for <see cref="Quantize"/>, like all that follow.</param>
    /// <param name="rowLength">Inputs of a row.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="weights">Rows of all sets.</param>
    /// <param name="factor">1 or 2.</param>
    /// <param name="zero">What a weight is less than its bits say.</param>
    /// <param name="bias">At least the size of any sum.</param>
    /// <param name="sums">N sums.</param>
    public static void Sum<T>(
        ReadOnlySpan<T> input,
        int rowLength,
        ReadOnlySpan<int> steps,
        ReadOnlySpan<ulong> weights,
        int factor,
        int zero,
        int bias,
        Span<int> sums)
        where T : unmanaged
    {
        var inputs = CodedInput.Of(input, rowLength, new(steps));
        var layer = new CodedLayer(steps, weights, factor, zero, bias, (long)inputs.Rows(rowLength) * rowLength, sums.Length);
        Count(layer, inputs, rowLength, new CodedResult(layer, sums), layer.VectorWords);
    }

    internal static void Count(in CodedLayer layer, in CodedInput input, int rowLength, in CodedResult result, int vectorWords)
    {
        if (vectorWords == Bits512.Words)
            Count<Bits512>(layer, input, rowLength, result);
        else if (vectorWords == Bits256.Words)
            Count<Bits256>(layer, input, rowLength, result);
        else if (vectorWords == Bits128.Words)
            Count<Bits128>(layer, input, rowLength, result);
        else
            Count<Bits64>(layer, input, rowLength, result);
    }

    private static void Count<TBits>(in CodedLayer layer, in CodedInput input, int rowLength, in CodedResult result)
        where TBits : struct, IBits<TBits>
    {
        int words = layer.Words, planes = layer.Planes, listWords = CodedLists.WordsFor(input.BitWords(rowLength), layer.Steps);
        int columns = Math.Min(SlicedDense.GroupWords / TBits.Words, (words + TBits.Words - 1) / TBits.Words);
        var counting = new CodedCounting<TBits>(planes, columns);
        var scratch = KernelScratch.Words(listWords + counting.Words + result.BitWords);
        var lists = new CodedLists(input, rowLength, layer.Steps, layer.RowBytes, scratch[..listWords]);
        ref ulong counters = ref scratch[listWords];
        var reached = scratch.Slice(listWords + counting.Words, result.BitWords);
        uint seed = layer.Seed(lists.Total);
        bool isFar = layer.SetWords >= SlicedDense.FarWords;
        for (int first = 0; first < words; first += columns * TBits.Words)
        {
            int blocks = 0;
            counting.Begin(ref counters, layer.Steps, seed);
            for (int step = 0; step < layer.Steps.Count; step++)
            {
                if (step > 0)
                    blocks = counting.MoveTo(ref counters, layer.Steps, step, seed, blocks);
                ref ulong rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(layer.Weights), (layer.Steps.Set(step) * layer.SetWords) + first);
                ref uint list = ref lists.Of(step, out int some);
                SlicedDense.Add<TBits>(ref rows, words - first, ref list, blocks, some, ref counters, columns, planes, isFar);
                blocks += some;
            }

            counting.MoveTo(ref counters, layer.Steps, layer.Steps.Count, seed, blocks);
            for (int c = 0; c < columns && first + (c * TBits.Words) < words; c++)
            {
                int at = Math.Min(first + (c * TBits.Words), words - TBits.Words);
                result.Take<TBits>(layer, ref Unsafe.Add(ref counters, c * (counting.Words / columns)), lists.Total, 0, 0, at, reached);
            }
        }

        result.Put(0, reached);
    }
}
