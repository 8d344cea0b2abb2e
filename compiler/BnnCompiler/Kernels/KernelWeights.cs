// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels;

/// <summary>The weights that a kernel takes as a table: no pass behind the choice of kernels, no planner and no target looks at their elements.</summary>
internal static class KernelWeights
{
    /// <summary>The weights of <paramref name="op"/>, or null if it has none.</summary>
    public static Constant? Of(IR.Op op) => op switch
    {
        InterleavedDenseOp dense => dense.Weights,
        PackedConvolutionOp convolution and not GroupedXnorConv => convolution.Weights,
        FloatDense dense => dense.Weights,
        SlicedDense or SlicedThreshold => ((ISlicedOp)op).Weights,
        _ => null,
    };
}
