// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Signed;

/// <summary>Makes <see cref="SignedConv"/> of the sums of convolutions of numbers with signs.</summary>
internal sealed class SignedConvKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryConv { Input.Type.Element: not ElementType.Bit }, Behind: null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => CostOf((BinaryConv)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new SignedConv(PackedConvolution.Of((BinaryConv)layer.Op, input.Op), OutputRows.Of((BinaryConv)layer.Op, layer.IsNegated));

    /// <summary>What a convolution costs, with a threshold or without.</summary>
    public static double CostOf(BinaryConv conv, int outputs) =>
        Cycles.PerCall + (Cycles.PixelsOf(conv.Type.Shape) * Cycles.Sums(conv.FanIn, outputs));
}
