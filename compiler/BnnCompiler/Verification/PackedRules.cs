// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Verification;

/// <summary>Rules on dense layers in the layout of a kernel, whose padding every kernel reads and relies on.</summary>
internal static class PackedRules
{
    private const int Lanes = InterleavedDenseOp.Lanes;

    /// <summary>Checks <c>input-rows</c>, <c>sum-range</c>, <c>padding-weights</c> and <c>padding-limits</c>.</summary>
    public static void Verify(InterleavedDenseOp dense)
    {
        bool readsPixels = dense is PlaneDense or PlaneThreshold;
        VerifyInputRows(dense, readsPixels);
        if (readsPixels)
            VerifySums(dense, dense.FanIn, ElementType.UInt8);
        VerifyWeights(dense, dense.Weights, dense.Outputs, dense.Terms.Last);
        if (dense is XnorThreshold xnor)
            VerifyLimits(dense, xnor.Limits, dense.Outputs, -1);
        if (dense is PlaneThreshold plane)
            VerifyLimits(dense, plane.Limits, dense.Outputs, int.MaxValue);
    }

    /// <summary>Checks <c>sum-range</c> for a sum of as many pixels or small integers, each with either sign.</summary>
    public static void VerifySums(Op layer, long fanIn, ElementType terms)
    {
        int greatest = terms == ElementType.UInt8 ? byte.MaxValue : -short.MinValue;
        if (fanIn * greatest > int.MaxValue)
        {
            throw Rule.Broken(layer, "sum-range",
                $"found {NumberText.Of(fanIn)} inputs; expected at most {NumberText.Of(int.MaxValue / greatest)}, so that sums fit 32 bits");
        }
    }

    /// <summary>
    /// Checks <c>padding-weights</c>, unless the weights lie in a file, before which they were checked; the input has rows of
    /// <paramref name="rowLength"/> bits, each in words of its own.
    /// </summary>
    public static void VerifyWeights(Op layer, Constant weights, int outputs, int rowLength)
    {
        int words = weights.Type.Shape[1], rowWords = TensorType.WordsFor(rowLength), tail = rowLength % 64;
        ulong behindRow = tail == 0 ? 0 : ulong.MaxValue << tail;
        if (weights.Value is not BitTensor bits)
            return;
        var values = bits.Words;
        for (int index = 0; index < values.Length; index++)
        {
            int lane = index % Lanes, word = index / Lanes % words, block = index / Lanes / words;
            int output = (block * Lanes) + lane;
            ulong padding = output >= outputs ? ulong.MaxValue : word % rowWords == rowWords - 1 ? behindRow : 0;
            if ((values[index] & padding) != 0)
            {
                throw Rule.Broken(layer, "padding-weights",
                    $"a padding weight of output {NumberText.Of(output)} in word {NumberText.Of(word)} is set; expected 0");
            }
        }
    }

    /// <summary>Checks <c>padding-limits</c> in every row of limits.</summary>
    public static void VerifyLimits(Op layer, Constant limits, int outputs, int expected)
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

    private static void VerifyInputRows(InterleavedDenseOp dense, bool readsPixels)
    {
        var shape = dense.Input.Type.Shape;
        string fanIn = NumberText.Of(dense.FanIn);
        if (readsPixels && (shape.Rank != 2 || shape[0] != 8))
            throw Rule.Broken(dense, "input-rows", $"reads {dense.Input.Type}; expected [8, {fanIn}]");
        if (!readsPixels && (shape.Rank is not (2 or 3 or 4) || shape[0] != 1))
            throw Rule.Broken(dense, "input-rows", $"reads {dense.Input.Type}; expected [1, {fanIn}], or an image [1, .., channels]");
    }
}
