// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Signed;

/// <summary>Makes <see cref="SignedConvThreshold"/> of convolutions of integers and their thresholds.</summary>
internal sealed class SignedConvThresholdKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) =>
        layer is { Op: BinaryConv { Groups: 1, Type.Element: ElementType.Int32, Input.Type.Element: not ElementType.Bit }, Threshold: not null }
        && Limits(layer) is not null;

    /// <inheritdoc/>
    public override double Cost(Layer layer) => SignedConvKernel.CostOf((BinaryConv)layer.Op, layer.Outputs);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var conv = (BinaryConv)layer.Op;
        var (kinds, limits) = Limits(layer)!.Value;
        return new SignedConvThreshold(
            PackedConvolution.Of(conv, input.Op),
            OutputRows.Of(conv, layer.IsNegated),
            PaddedLimits.Of(limits, int.MaxValue),
            kinds.RowTable,
            kinds.ColumnTable);
    }

    /// <summary>The least sums that give +1.</summary>
    public static (PixelKinds Kinds, ImmutableArray<int[]> Numbers)? Limits(Layer layer)
    {
        var limits = layer.Limits;
        return limits?.Kinds.Packed(kind => Array.ConvertAll(limits.Least(kind), LeastSum.Clamped));
    }
}
