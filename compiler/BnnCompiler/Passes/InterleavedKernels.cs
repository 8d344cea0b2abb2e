// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>The kernels of <see cref="KernelSet.Interleaved"/>.</summary>
internal sealed class InterleavedKernels : KernelChoice
{
    private readonly Dictionary<Op, PositionLimits> _limits = [];
    private readonly Dictionary<Op, Op> _planes = [];

    /// <inheritdoc/>
    public override bool Fuses(Threshold threshold)
    {
        if (DenseKernels.IsFusable(threshold))
            return true;
        if (!ConvolutionKernels.IsFusable(threshold) || PositionLimits.Of(threshold, (BinaryConv)threshold.Input) is not { } limits)
            return false;
        _limits[threshold] = limits;
        return true;
    }

    /// <inheritdoc/>
    public override Op Fused(Threshold original, Threshold threshold) => _limits.TryGetValue(original, out var limits)
        ? ConvolutionKernels.Fused(threshold, limits)
        : DenseKernels.Fused(threshold, _planes);

    /// <inheritdoc/>
    public override Op? Sums(Op layer) => layer switch
    {
        BinaryDense dense => DenseKernels.Sums(dense),
        IntegerDense dense => DenseKernels.Sums(dense, _planes),
        FloatDense dense => DenseKernels.Sums(dense),
        BinaryConv conv => ConvolutionKernels.Sums(conv),
        Conv conv => ConvolutionKernels.Sums(conv),
        _ => null,
    };
}
