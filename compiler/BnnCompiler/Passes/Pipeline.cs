// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// The whole compilation order, with the reason why each pass stands where it stands. For each of them <c>PipelineOrderTests</c> has a small graph
/// that comes out worse in another order, or not at all: a pass that meets ops of another stage than its own is refused by the verifier.
/// </summary>
internal static class Pipeline
{
    /// <summary>From an imported graph to one that a planner can lay out, for C#.</summary>
    public static readonly ImmutableArray<Pass> Passes = For(CSharpKernels.Fastest, ScoreType.Float32);

    /// <summary>The passes that lead to some kernels, and to scores of some type.</summary>
    public static ImmutableArray<Pass> For(KernelCatalog kernels, ScoreType scores) =>
    [
        // First, so that the chain between two layers is one piece: a flatten in its middle would hide the sign from the layer behind it.
        new HoistReshapes(),

        // The same for transposes: to the inputs, also through what a reshape stood in front of ...
        new HoistTransposes(),

        // ... and from the other side away from layers, so that the chain behind a convolution is one piece and next to it. Behind the
        // transposes of inputs: one that is still behind a quantizer would be pulled through the sums that read the quantized input too.
        new SinkTransposes(),

        // After the transposes, which stand between a channels-first image and its flatten, even where they cancel.
        new SinkReshapes(),

        // Needs whole chains. Calls its rules op by op: RemoveStraightThroughResidue, FusePointwiseIntoThreshold, KeepBits, PoolPixels,
        // LowerConvolution, LowerDense. From here on the graph is canonical: bits and integers, and float layers only where neither input nor weights
        // are binary.
        new BinarizeLayers(kernels.CountsCodes),

        // Needs integer thresholds; before the kernels, because they pack the weights that are left.
        new RemoveConstantChannels(),

        // After channels are gone, which may make filters equal; before the kernels, because a layer that shares is not fused with its threshold.
        new ShareRepeatedFilters(),

        // Only batch norms that became no threshold are left: those in front of the scores. Before the kernels: targets need not know the op.
        // In any order with the passes around it: it changes no layer, and its constants are by channel.
        new UnfoldBatchNorm(),

        // For whatever pointwise ops are left, so before the kernels: targets index constants by element or by channel. In any order with the
        // passes around it, whose constants are by channel already.
        new SpreadConstants(),

        // Before the kernels: integer scores are found from the integers that a layer's sums can be, which no packed op tells, and an output
        // that then reads the sums keeps them from being computed together with a threshold.
        scores == ScoreType.Int32 ? new ReturnIntegerScores() : new ReturnScores(),

        // Last: decides layouts, after which nothing can change a shape. From here on the graph is packed.
        new SelectKernels(kernels),
    ];
}
