// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Codes;

/// <summary>
/// Weights of few bits as sets of rows of bits, w = Factor * (sum over sets of Places * W) - Zero: weights of one bit are 2 W - 1, ternary ones
/// W + W' - 1, others binary numbers.
/// </summary>
/// <param name="Places">What the bits of each set count: powers of two, the first 1.</param>
/// <param name="Factor">1 or 2.</param>
/// <param name="Zero">What a weight is less.</param>
internal sealed record CodedRows(ImmutableArray<int> Places, int Factor, int Zero)
{
    private const int MostSets = 4;

    /// <summary>The greatest code.</summary>
    public const int MostCode = 15;

    /// <summary>The sets for some weights, bits or int8; null if they are too many.</summary>
    public static CodedRows? Of(Constant weights)
    {
        if (weights.Value is not Tensor<sbyte> { Values: var values })
            return new([1], 2, 1);
        int least = values.Min(), greatest = values.Max();
        if (least >= -1 && greatest <= 1)
            return new([1, 1], 1, 1);
        for (int sets = 2; sets <= MostSets; sets++)
        {
            ImmutableArray<int> places = [.. Enumerable.Range(0, sets).Select(set => 1 << set)];
            int half = 1 << (sets - 1), most = (2 * half) - 1;
            if (least >= -most && greatest <= most && values.All(value => value % 2 != 0))
                return new(places, 2, most);
            if (least >= -half && greatest < half)
                return new(places, 1, half);
        }

        return null;
    }

    /// <summary>The greatest size of a weight.</summary>
    public int Greatest => Math.Max(Zero, (Factor * Places.Sum()) - Zero);

    /// <summary>Whether a bit of a weight is set.</summary>
    public bool IsSet(Tensor weights, int index, int set)
    {
        if (weights is BitTensor signs)
            return signs.IsSet(index);
        int number = (((Tensor<sbyte>)weights).Values[index] + Zero) / Factor;
        return Places is [1, 1] ? number > set : (number >> set & 1) != 0;
    }

    /// <summary>
    /// The steps for codes that stand for some values: those of powers of two that make the sizes of these, for each set, in the order of the kernel.
    /// </summary>
    public Constant Steps(ImmutableArray<int> values)
    {
        var steps = from set in Enumerable.Range(0, Places.Length)
                    from bit in Enumerable.Range(0, 4)
                    from sign in (int[])[1, -1]
                    let codes = Enumerable.Range(0, values.Length)
                        .Where(code => values[code] * sign > 0 && (Math.Abs(values[code]) >> bit & 1) != 0).Sum(code => 1 << code)
                    where codes != 0
                    let exponent = bit + (Places is [1, 1] ? 0 : set)
                    orderby exponent descending, sign descending
                    select (int[])[exponent, sign < 0 ? 1 : 0, codes, set];
        ImmutableArray<int> numbers = [.. steps.SelectMany(step => step)];

        // Codes that all stand for 0 add nothing: a step for each set that no input takes.
        if (numbers.IsEmpty)
            numbers = [.. Enumerable.Range(0, Places.Length).SelectMany(set => (int[])[0, 0, 1 << MostCode, set])];
        return new(Tensor.Of(new(numbers.Length / CodedForm.PerStep, CodedForm.PerStep), numbers));
    }

    /// <summary>How many rows an input adds on average, if its codes are equally frequent.</summary>
    public static double ActiveShare(Constant steps, Op input)
    {
        var numbers = steps.Integers.Values;
        int most = 1;
        for (int i = 2; i < numbers.Length; i += CodedForm.PerStep)
            most |= numbers[i];
        int codes = input.Type.Element == ElementType.Bit ? 2 : most;
        int count = 0;
        while (codes != 0)
            (count, codes) = (count + 1, codes >> 1);
        int listed = Enumerable.Range(0, numbers.Length / CodedForm.PerStep).Sum(step => Bits.Count((ulong)numbers[(step * CodedForm.PerStep) + 2]));
        return (double)listed / count;
    }
}
