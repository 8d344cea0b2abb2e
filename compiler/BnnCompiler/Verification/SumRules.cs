// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Verification;

/// <summary>Rules on sums of pixels and small integers.</summary>
internal static class SumRules
{
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
