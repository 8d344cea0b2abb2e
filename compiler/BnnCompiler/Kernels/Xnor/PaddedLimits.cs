// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Limits for whole blocks of eight outputs; those of outputs behind the last are never reached.</summary>
internal static class PaddedLimits
{
    /// <summary>Checks <c>padding-limits</c> in every row of limits.</summary>
    public static void Verify(Op layer, Constant limits, int outputs, int expected)
    {
        var values = limits.Integers.Values;
        for (int index = 0; index < values.Length; index++)
        {
            int output = index % limits.Type.Shape.Last;
            if (output >= outputs && values[index] != expected)
            {
                throw Rule.Broken(layer, "padding-limits",
                    $"the limit of padding output {NumberText.Of(output)} is {NumberText.Of(values[index])}; expected {NumberText.Of(expected)}");
            }
        }
    }
}
