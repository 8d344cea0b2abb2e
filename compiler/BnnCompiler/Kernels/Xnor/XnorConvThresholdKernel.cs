// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>Makes <see cref="XnorConvThreshold"/> of convolutions of bits and their thresholds.</summary>
internal sealed class XnorConvThresholdKernel : Kernel
{
    /// <summary>Cycles for a pixel.</summary>
    private const double CyclesPerPixel = 30;

    /// <inheritdoc/>
    public override bool Fits(Layer layer) =>
        layer is { Op: BinaryConv { Groups: 1, Input.Type.Element: ElementType.Bit }, Threshold: not null } && Limits(layer) is not null;

    /// <inheritdoc/>
    public override double Cost(Layer layer) => CostOf((BinaryConv)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var (kinds, limits) = Limits(layer)!.Value;
        return new XnorConvThreshold(
            PackedConvolution.Of((BinaryConv)layer.Op, input.Op),
            InterleavedWeights.Of(layer, input.Op.Type.Shape.Last),
            PaddedLimits.Of(limits, -1),
            kinds.RowTable,
            kinds.ColumnTable);
    }

    /// <summary>What a convolution of bits costs, with a threshold or without.</summary>
    public static double CostOf(BinaryConv conv, int outputs)
    {
        double words = (double)conv.Window.Taps * TensorType.WordsFor(conv.Input.Type.Shape.Channels);
        return Cycles.PerCall + (Cycles.PixelsOf(conv.Type.Shape) * (Cycles.Xnor(words, outputs) + CyclesPerPixel));
    }

    /// <summary>The greatest numbers of differing bits that give +1; pixels near a border have fewer terms, and so other limits.</summary>
    private static (PixelKinds Kinds, ImmutableArray<int[]> Numbers)? Limits(Layer layer)
    {
        var conv = (BinaryConv)layer.Op;
        var limits = layer.Limits;
        return limits?.Kinds.Packed(kind =>
        {
            int terms = limits.Kinds.TapCount(conv, kind) * conv.Input.Type.Shape.Channels;
            return Array.ConvertAll(limits.Least(kind), least => LeastSum.ToDiffering(least, terms));
        });
    }
}
