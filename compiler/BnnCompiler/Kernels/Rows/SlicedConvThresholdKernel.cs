// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Makes <see cref="SlicedConvThreshold"/> of convolutions of bits and their thresholds.</summary>
/// <param name="mostOutputs">The most outputs that the target's kernel takes.</param>
internal sealed class SlicedConvThresholdKernel(int mostOutputs = int.MaxValue) : Kernel
{
    /// <summary>The most outputs whose rows a tile of the runtime's kernel can hold: <c>ActivePixels</c> says why.</summary>
    public const int MostOutputsOfTiles = 127 * 64;

    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryConv { Groups: 1, Input.Type.Element: ElementType.Bit }, Threshold: not null }
        && layer.Outputs <= mostOutputs && layer.Limits is { Kinds.Count: <= PixelKinds.Most };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => CostOf((BinaryConv)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var conv = (BinaryConv)layer.Op;
        var form = PackedConvolution.Of(conv, input.Op);
        var (kinds, limits) = Limits(layer);
        return new SlicedConvThreshold(
            form,
            SlicedWeights.WithZeros(OutputRows.Of(conv, layer.IsNegated)),
            SlicedWeights.Planes(form.RowShape[0], limits, conv.Outputs),
            kinds.RowTable,
            kinds.ColumnTable);
    }

    /// <summary>What a convolution costs, with a threshold or without.</summary>
    public static double CostOf(BinaryConv conv, int outputs)
    {
        int channels = conv.Input.Type.Shape.Channels, fanIn = conv.Window.Taps * channels;
        double registers = SlicedCosts.Registers(outputs);
        double perPixel = ((fanIn * Cycles.Active) + SlicedCosts.QuarterBlock) * registers * SlicedCosts.PerTiledRow;
        perPixel += (registers * SlicedPlanes.Of(fanIn) * SlicedCosts.PerPlane) + (conv.Window.Taps * SlicedCosts.PerTap);
        return Cycles.PerCall + (Cycles.PixelsOf(conv.Type.Shape) * perPixel)
            + (Cycles.PixelsOf(conv.Input.Type.Shape) * channels * Cycles.Active * SlicedCosts.PerListed);
    }

    /// <summary>
    /// The least 2 P - A that give +1 in a layer that fits, by kind of pixel: weights +1 over the taps on the image, less the bits that may differ.
    /// </summary>
    public static (PixelKinds Kinds, ImmutableArray<int[]> Numbers) Limits(Layer layer)
    {
        var conv = (BinaryConv)layer.Op;
        var limits = layer.Limits!;
        return (limits.Kinds, limits.Kinds.Select(kind =>
        {
            var taps = limits.Kinds.Taps(conv, kind);
            int terms = taps.Length * conv.Input.Type.Shape.Channels;
            return [.. limits.Least(kind).Select((least, output) =>
            {
                int ones = SlicedWeights.Ones(conv, output, taps);
                return (layer.IsNegated(output) ? terms - ones : ones) - LeastSum.ToDiffering(least, terms);
            })];
        }));
    }
}
