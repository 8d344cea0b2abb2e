// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Makes <see cref="XnorConv"/> of the sums of convolutions of bits.</summary>
internal sealed class XnorConvKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryConv { Groups: 1, Input.Type.Element: ElementType.Bit }, Behind: null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => XnorConvThresholdKernel.CostOf((BinaryConv)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new XnorConv(PackedConvolution.Of((BinaryConv)layer.Op, input.Op), InterleavedWeights.Of(layer, input.Op.Type.Shape.Last));
}
