// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>The whole compilation order, with the reason why each pass stands where it stands.</summary>
internal static class Pipeline
{
    /// <summary>From an imported graph to one that a planner can lay out, for C#.</summary>
    public static readonly ImmutableArray<Pass> Passes = For(CSharpKernels.Fastest, ScoreType.Float32);

    /// <summary>The passes that lead to some kernels, and to scores of some type.</summary>
    public static ImmutableArray<Pass> For(KernelCatalog kernels, ScoreType scores) =>
    [
        // First, so that the chain between two layers is one piece: a flatten in its middle would hide the sign from the layer behind it.
        new HoistReshapes(),

        // The same for transposes: to the inputs ...
        new HoistTransposes(),

        // ... and from the other side away from layers, so that the chain behind a convolution is one piece and next to it.
        new SinkTransposes(),

        // After the transposes, which stand between a channels-first image and its flatten.
        new SinkReshapes(),

        // Needs whole chains. Calls its rules op by op: RemoveStraightThroughResidue, FusePointwiseIntoThreshold, KeepBits, PoolPixels,
        // LowerConvolution, LowerDense. From here on the graph is canonical: bits and integers, and float layers only where neither input nor weights are binary.
        new BinarizeLayers(),

        // Needs integer thresholds; before the kernels, because they pack the weights that are left.
        new RemoveConstantChannels(),

        // After channels are gone, which may make filters equal; before the kernels, because a layer that shares is not fused with its threshold.
        new ShareRepeatedFilters(),

        // Only batch norms that became no threshold are left: those in front of the scores. Targets need not know the op.
        new UnfoldBatchNorm(),

        // After batch norms are spelled out, and for whatever pointwise ops are left: targets index constants by element or by channel.
        new SpreadConstants(),

        // Before the kernels: an output that reads a layer's sums keeps them from being computed together with a threshold.
        scores == ScoreType.Int32 ? new ReturnIntegerScores() : new ReturnScores(),

        // Last: decides layouts, after which nothing can change a shape. From here on the graph is packed.
        new SelectKernels(kernels),
    ];
}
