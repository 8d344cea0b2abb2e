// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Verification;

/// <summary>Rules on sums of pixels and small integers.</summary>
internal static class SumRules
{
    /// <summary>Checks <c>sum-range</c> for sums of products with weights of one byte.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="terms">What they are multiplied with.</param>
    /// <param name="outputOf">The output that a weight belongs to.</param>
    /// <param name="outputs">How many there are.</param>
    public static void VerifyWeighted(Op layer, Tensor<sbyte> weights, ElementType terms, Func<int, int> outputOf, int outputs)
    {
        long[] sizes = new long[outputs];
        for (int i = 0; i < weights.Values.Length; i++)
            sizes[outputOf(i)] += Math.Abs((int)weights.Values[i]);
        int greatest = terms switch { ElementType.Bit => 1, ElementType.UInt8 => byte.MaxValue, _ => -short.MinValue };
        if (sizes.Max() * greatest > int.MaxValue)
        {
            throw Rule.Broken(layer, "sum-range",
                $"found weights whose sizes add up to {NumberText.Of(sizes.Max())}; "
                + $"expected at most {NumberText.Of(int.MaxValue / greatest)}, so that sums fit 32 bits");
        }
    }

    /// <summary>Checks <c>sum-range</c> for a sum of as many terms, each with either sign; of bits and floats there is nothing to check.</summary>
    public static void Verify(Op layer, long fanIn, ElementType terms)
    {
        if (terms is not (ElementType.UInt8 or ElementType.Int16))
            return;
        int greatest = terms == ElementType.UInt8 ? byte.MaxValue : -short.MinValue;
        if (fanIn * greatest > int.MaxValue)
        {
            throw Rule.Broken(layer, "sum-range",
                $"found {NumberText.Of(fanIn)} inputs; expected at most {NumberText.Of(int.MaxValue / greatest)}, so that sums fit 32 bits");
        }
    }
}
