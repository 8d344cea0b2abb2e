// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Floats;

/// <summary>Makes <see cref="ColumnSum"/> of dense layers on real numbers.</summary>
internal sealed class ColumnSumKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: FloatDense, Behind: null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => Cycles.PerCall + Cycles.Sums(((FloatDense)layer.Op).FanIn, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) => new ColumnSum(input.Op, InputRows.Of(((FloatDense)layer.Op).Weights));
}
