// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Limits for whole blocks of eight outputs; those of outputs behind the last are never reached.</summary>
internal static class PaddedLimits
{
    /// <summary>The limits of a dense layer, int32[padded outputs].</summary>
    /// <param name="limits">Those of each output.</param>
    /// <param name="padding">A limit that is never reached.</param>
    public static Constant Of(IEnumerable<int> limits, int padding)
    {
        int[] padded = Padded([.. limits], padding);
        return new(Tensor.Of(new(padded.Length), [.. padded]));
    }

    /// <summary>The limits of a convolution, int32[kinds of pixels, padded outputs].</summary>
    public static Constant Of(ImmutableArray<int[]> limits, int padding)
    {
        int padded = InterleavedWeights.PaddedOutputs(limits[0].Length);
        return new(Tensor.Of(new(limits.Length, padded), [.. limits.SelectMany(numbers => Padded(numbers, padding))]));
    }

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

    private static int[] Padded(int[] limits, int padding) =>
        [.. limits, .. Enumerable.Repeat(padding, InterleavedWeights.PaddedOutputs(limits.Length) - limits.Length)];
}
