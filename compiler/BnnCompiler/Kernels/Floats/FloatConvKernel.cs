// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Floats;

/// <summary>Makes <see cref="FloatConv"/> of convolutions with real weights.</summary>
internal sealed class FloatConvKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: Conv, Behind: null };

    /// <summary>A term is a product and a sum.</summary>
    public override double Cost(Layer layer)
    {
        var conv = (Conv)layer.Op;
        return Cycles.PerCall + (Cycles.PixelsOf(conv.Type.Shape) * 2 * Cycles.Sums(conv.FanIn, layer.Outputs));
    }

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new FloatConv(PackedConvolution.Of((Conv)layer.Op, input.Op), OutputRows.Of((Conv)layer.Op));
}
