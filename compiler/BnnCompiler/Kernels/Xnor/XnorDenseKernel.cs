// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Makes <see cref="XnorDense"/> of the sums of dense layers on bits.</summary>
internal sealed class XnorDenseKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryDense, Behind: null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => CostOf((BinaryDense)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new XnorDense(input.Rows, InterleavedWeights.Of(layer, input.Rows.Type.Shape.Last), layer.Outputs);

    /// <summary>What a layer on bits costs, with a threshold or without.</summary>
    public static double CostOf(BinaryDense dense, int outputs) => Cycles.PerCall + Cycles.Xnor(TensorType.WordsFor(dense.FanIn), outputs);
}
