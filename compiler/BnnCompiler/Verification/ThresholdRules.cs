// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Verification;

/// <summary>Rules on thresholds and quantizers.</summary>
internal static class ThresholdRules
{
    /// <summary>Checks <c>ascending-limits</c>.</summary>
    public static void Verify(Threshold threshold) => Verify(threshold, threshold.Limits.Value, threshold.Rules);

    /// <summary>Checks <c>ascending-limits</c>.</summary>
    public static void Verify(Quantize quantize) => Verify(quantize, quantize.Limits.Value, quantize.Rules);

    private static void Verify(Op op, Tensor limits, int rules)
    {
        for (int i = rules; i < limits.Type.Shape.ElementCount; i++)
        {
            if (!IsAscending(limits, i - rules, i))
            {
                throw Rule.Broken(op, "ascending-limits",
                    $"limit {NumberText.Of(i / rules)} of rule {NumberText.Of(i % rules)} lies below the one before it, or stands behind NaN");
            }
        }
    }

    /// <summary>NaN, which no number reaches, fills up rules of few limits.</summary>
    private static bool IsAscending(Tensor limits, int before, int after) => limits switch
    {
        Tensor<int> integers => integers.Values[before] <= integers.Values[after],
        Tensor<float> floats => floats.Values[before] <= floats.Values[after] || float.IsNaN(floats.Values[after]),
        _ => limits[before] <= limits[after],
    };
}
