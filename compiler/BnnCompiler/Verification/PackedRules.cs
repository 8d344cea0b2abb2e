// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Verification;

/// <summary>Rules on layers in the layout of a kernel, whose padding every kernel reads and relies on.</summary>
internal static class PackedRules
{
    private const int Lanes = InterleavedDenseOp.Lanes;
    private const int MaxPixel = 255;

    /// <summary>Checks <c>input-rows</c>, <c>sum-range</c>, <c>padding-weights</c> and <c>padding-limits</c>.</summary>
    public static void Verify(InterleavedDenseOp dense)
    {
        bool readsPixels = dense is PlaneDense or PlaneThreshold;
        VerifyInputRows(dense, readsPixels ? 8 : 1);
        if (readsPixels)
            VerifyPixelSums(dense, dense.FanIn);
        VerifyWeights(dense);
        if (dense is XnorThreshold xnor)
            VerifyLimits(dense, xnor.Limits, -1);
        if (dense is PlaneThreshold plane)
            VerifyLimits(dense, plane.Limits, int.MaxValue);
    }

    /// <summary>Checks <c>sum-range</c>.</summary>
    public static void VerifyPixelSums(Op dense, int fanIn)
    {
        if ((long)fanIn * MaxPixel > int.MaxValue)
        {
            throw Rule.Broken(dense, "sum-range",
                $"found {NumberText.Of(fanIn)} inputs; expected at most {NumberText.Of(int.MaxValue / MaxPixel)}, so that sums fit 32 bits");
        }
    }

    private static void VerifyInputRows(InterleavedDenseOp dense, int rows)
    {
        var shape = dense.Input.Type.Shape;
        if (shape.Rank != 2 || shape[0] != rows)
            throw Rule.Broken(dense, "input-rows", $"reads {dense.Input.Type}; expected [{NumberText.Of(rows)}, {NumberText.Of(dense.FanIn)}]");
    }

    private static void VerifyWeights(InterleavedDenseOp dense)
    {
        int words = TensorType.WordsFor(dense.FanIn), tail = dense.FanIn % 64;
        ulong behindFanIn = tail == 0 ? 0 : ulong.MaxValue << tail;
        var weights = dense.Weights.Bits.Words;
        for (int index = 0; index < weights.Length; index++)
        {
            int lane = index % Lanes, word = index / Lanes % words, block = index / Lanes / words;
            int output = (block * Lanes) + lane;
            ulong padding = output >= dense.Outputs ? ulong.MaxValue : word == words - 1 ? behindFanIn : 0;
            if ((weights[index] & padding) != 0)
            {
                throw Rule.Broken(dense, "padding-weights",
                    $"a padding weight of output {NumberText.Of(output)} in word {NumberText.Of(word)} is set; expected 0");
            }
        }
    }

    private static void VerifyLimits(InterleavedDenseOp dense, Constant limits, int expected)
    {
        var values = limits.Integers.Values;
        for (int output = dense.Outputs; output < values.Length; output++)
        {
            if (values[output] != expected)
            {
                throw Rule.Broken(dense, "padding-limits",
                    $"the limit of padding output {NumberText.Of(output)} is {NumberText.Of(values[output])}; expected {NumberText.Of(expected)}");
            }
        }
    }
}
