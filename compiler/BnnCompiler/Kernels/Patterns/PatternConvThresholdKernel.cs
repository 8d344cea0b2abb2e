// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Patterns;

/// <summary>Makes <see cref="PatternConvThreshold"/> of convolutions of small integers and their thresholds.</summary>
internal sealed class PatternConvThresholdKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) =>
        layer is { Op: BinaryConv { Groups: 1, Input.Type.Element: ElementType.UInt8 or ElementType.Int16 } conv, Threshold: not null }
        && PatternGroups.Fit(conv.Window, conv.Type.Shape[2], conv.Input.Type.Shape.Channels, GreatestOf(conv.Input))
        && SignedConvThresholdKernel.Limits(layer) is not null;

    /// <summary>An addition for each group of taps instead of one for each tap, in lanes of half as many bits.</summary>
    public override double Cost(Layer layer)
    {
        var conv = (BinaryConv)layer.Op;
        double groups = (double)conv.Window.Rows.Size * PatternGroups.Count(conv.Window, conv.Input.Type.Shape.Channels)!.Value;
        return Cycles.PerCall + (Cycles.PixelsOf(conv.Type.Shape) * Cycles.Sums(groups / 2, layer.Outputs));
    }

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var conv = (BinaryConv)layer.Op;
        var (kinds, limits) = SignedConvThresholdKernel.Limits(layer)!.Value;
        return new PatternConvThreshold(
            PackedConvolution.Of(conv, input.Op),
            GreatestOf(conv.Input),
            OutputRows.Of(conv, layer.IsNegated),
            PaddedLimits.Of(limits, int.MaxValue),
            kinds.RowTable,
            kinds.ColumnTable);
    }

    /// <summary>The greatest magnitude of a value of an image, at least 1.</summary>
    public static int GreatestOf(Op image)
    {
        int greatest = 1;
        for (int channel = 0; channel < image.Type.Shape.Channels; channel++)
        {
            if (IntegerRange.Of(image, channel) is not { } range)
                return -short.MinValue;
            greatest = Math.Max(greatest, Math.Max(-range.Least, range.Greatest));
        }

        return greatest;
    }
}
