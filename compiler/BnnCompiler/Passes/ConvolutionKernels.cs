// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Kernels of convolutions, with their weights packed as the kernels read them.</summary>
internal static class ConvolutionKernels
{
    /// <summary>One comparison per output, on sums that a fused kernel computes.</summary>
    public static bool IsFusable(Threshold threshold) =>
        threshold.Limits.Type.Shape[0] == 1 && threshold.Input is BinaryConv { Groups: 1, Type.Element: ElementType.Int32 } conv
        && (threshold.Rules <= conv.Outputs || HasOneDirection(threshold, conv.Outputs));

    /// <summary>The weights of an output can be negated only for all pixels.</summary>
    private static bool HasOneDirection(Threshold threshold, int outputs) =>
        Enumerable.Range(0, threshold.Rules).All(rule => threshold.Flips.Bits.IsSet(rule) == threshold.Flips.Bits.IsSet(rule % outputs));

    /// <summary>The kernel of a convolution and its threshold.</summary>
    public static Op Fused(Threshold threshold, PositionLimits limits)
    {
        var conv = (BinaryConv)threshold.Input;
        var form = WeightLayout.FormOf(conv);
        bool IsNegated(int output) => threshold.Flips.Bits.IsSet(output % threshold.Rules);
        return conv.Input.Type.Element == ElementType.Bit
            ? new XnorConvThreshold(form, Interleaved(conv, IsNegated), limits.Limits, limits.Rows, limits.Columns)
            : new SignedConvThreshold(form, WeightLayout.InRows(conv, IsNegated), limits.Limits, limits.Rows, limits.Columns);
    }

    /// <summary>The kernel that computes the sums of a convolution of signs.</summary>
    public static Op Sums(BinaryConv conv)
    {
        var form = WeightLayout.FormOf(conv);
        if (conv.Input.Type.Element != ElementType.Bit)
            return new SignedConv(form, WeightLayout.InRows(conv, _ => false));
        if (conv.Groups == 1)
            return new XnorConv(form, Interleaved(conv, _ => false));
        var grouped = GroupedWeights.Of(conv);
        return new GroupedXnorConv(form, grouped.Weights, grouped.Masks, grouped.Starts);
    }

    /// <summary>The kernel of a float convolution.</summary>
    public static Op Sums(Conv conv) => new FloatConv(WeightLayout.FormOf(conv), WeightLayout.InRows(conv, _ => false));

    private static Op Interleaved(BinaryConv conv, Predicate<int> negated) =>
        WeightLayout.Interleaved(conv, conv.Weights.Type.Shape.Last, negated);
}
