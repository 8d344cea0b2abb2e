// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Weighted;

/// <summary>Makes <see cref="WeightedConv"/> of convolutions with small integers as weights.</summary>
internal sealed class WeightedConvKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: IntegerConv { Input.Type.Element: not ElementType.Bit }, Behind: null };

    /// <summary>A term is a product and a sum.</summary>
    public override double Cost(Layer layer)
    {
        var conv = (IntegerConv)layer.Op;
        return Cycles.PerCall + (Cycles.PixelsOf(conv.Type.Shape) * 2 * Cycles.Sums(conv.FanIn, layer.Outputs));
    }

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new WeightedConv(PackedConvolution.Of((IntegerConv)layer.Op, input.Op), OutputRows.Of((IntegerConv)layer.Op));
}
