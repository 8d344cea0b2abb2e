// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Verification;

/// <summary>Rules on thresholds.</summary>
internal static class ThresholdRules
{
    /// <summary>Checks <c>ascending-limits</c>.</summary>
    public static void Verify(Threshold threshold)
    {
        var limits = threshold.Limits.Value;
        int rules = threshold.Rules;
        for (int i = rules; i < limits.Type.Shape.ElementCount; i++)
        {
            if (!IsAscending(limits, i - rules, i))
            {
                throw Rule.Broken(threshold, "ascending-limits",
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
