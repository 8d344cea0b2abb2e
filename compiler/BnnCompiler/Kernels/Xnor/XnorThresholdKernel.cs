// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Makes <see cref="XnorThreshold"/> of dense layers on bits and their thresholds.</summary>
internal sealed class XnorThresholdKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryDense, Threshold: not null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => XnorDenseKernel.CostOf((BinaryDense)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new XnorThreshold(input.Rows, InterleavedWeights.Of(layer, input.Rows.Type.Shape.Last), Limits(layer), layer.Outputs);

    /// <summary>The greatest numbers of differing bits that give +1.</summary>
    public static Constant Limits(Layer layer)
    {
        int fanIn = ((BinaryDense)layer.Op).FanIn;
        return PaddedLimits.Of(layer.LeastSums().Select(least => LeastSum.ToDiffering(least, fanIn)), -1);
    }
}
