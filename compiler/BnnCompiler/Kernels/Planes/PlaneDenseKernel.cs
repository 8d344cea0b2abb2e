// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Planes;

/// <summary>Makes <see cref="PlaneDense"/> of the sums of dense layers on pixels.</summary>
internal sealed class PlaneDenseKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: IntegerDense, Behind: null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => CostOf((IntegerDense)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new PlaneDense(input.Planes, InterleavedWeights.Of(layer, input.Op.Type.Shape.Last), layer.Outputs);

    /// <summary>What a layer on eight planes of bits costs, with a threshold or without.</summary>
    public static double CostOf(IntegerDense dense, int outputs) => Cycles.PerCall + (8 * Cycles.Xnor(TensorType.WordsFor(dense.FanIn), outputs));
}
