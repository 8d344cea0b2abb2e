// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Makes <see cref="XnorDense"/> of the sums of dense layers on bits.</summary>
internal sealed class XnorDenseKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryDense, Threshold: null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) =>
        Cycles.PerCall + Cycles.Xnor(TensorType.WordsFor(((BinaryDense)layer.Op).FanIn), layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new XnorDense(input.Rows, InterleavedWeights.Of(layer, input.Rows.Type.Shape.Last), layer.Outputs);
}
