// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Planes;

/// <summary>Makes <see cref="PlaneThreshold"/> of dense layers on pixels and their thresholds.</summary>
internal sealed class PlaneThresholdKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: IntegerDense, Threshold: not null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => PlaneDenseKernel.CostOf((IntegerDense)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) => new PlaneThreshold(
        input.Planes,
        InterleavedWeights.Of(layer, input.Op.Type.Shape.Last),
        PaddedLimits.Of(layer.LeastSums().Select(LeastSum.Clamped), int.MaxValue),
        layer.Outputs);
}
