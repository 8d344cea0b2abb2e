// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Makes <see cref="GroupedXnorConv"/> of the sums of convolutions of bits in groups.</summary>
internal sealed class GroupedXnorConvKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryConv { Groups: > 1, Input.Type.Element: ElementType.Bit }, Behind: null };

    /// <summary>A block of eight outputs reads the words of its groups.</summary>
    public override double Cost(Layer layer)
    {
        var conv = (BinaryConv)layer.Op;
        double words = (double)conv.Window.Taps * TensorType.WordsFor(conv.Input.Type.Shape.Channels / conv.Groups);
        return Cycles.PerCall + (Cycles.PixelsOf(conv.Type.Shape) * Cycles.Xnor(words, layer.Outputs));
    }

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var conv = (BinaryConv)layer.Op;
        var (weights, masks, starts) = GroupedWeights.Of(conv);
        return new GroupedXnorConv(PackedConvolution.Of(conv, input.Op), weights, masks, starts);
    }
}
