// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Passes;

/// <summary>The whole compilation order, with the reason why each pass stands where it stands.</summary>
internal static class Pipeline
{
    /// <summary>From an imported graph to one that a planner can lay out.</summary>
    public static readonly ImmutableArray<Pass> Passes =
    [
        // First, so that the chain between two layers is one piece: a flatten in its middle would hide the sign from the layer behind it.
        new HoistReshapes(),

        // Needs whole chains. Calls three rules op by op: RemoveStraightThroughResidue, FusePointwiseIntoThreshold, LowerDense. From here on the
        // graph is canonical: bits and integers, and no float layer but a first one on real-valued inputs.
        new BinarizeLayers(),

        // Needs integer thresholds; before the kernels, because they pack the weights that are left.
        new RemoveConstantChannels(),

        // Only batch norms that became no threshold are left: those in front of the scores. Targets need not know the op.
        new UnfoldBatchNorm(),

        // After batch norms are spelled out, and for whatever pointwise ops are left: targets index constants by element or by channel.
        new SpreadConstants(),

        // Before the kernels: an output that reads a layer's sums keeps them from being computed together with a threshold.
        new ReturnScores(),

        // Last: decides layouts, after which nothing can change a shape. From here on the graph is packed.
        new SelectDenseKernels(),
    ];
}
