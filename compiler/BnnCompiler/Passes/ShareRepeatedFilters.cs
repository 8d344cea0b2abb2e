// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A filter that repeats or negates another one, w_n = ±w_s, has the sums y_n = ±y_s: the layer computes its distinct filters, and
/// <c>select_channels</c> the outputs from them. Floats are left alone, and so is a layer for which that would be slower.
/// </summary>
internal sealed class ShareRepeatedFilters : Pass
{
    /// <inheritdoc/>
    public override string Summary => "computes filters that repeat, or negate, another one once";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log)
    {
        var readers = graph.Readers();

        // What SelectKernels would fuse, which a selection in between prevents.
        bool IsFused(Op layer) => readers[layer].ToList() is [Threshold threshold] && !graph.Outputs.Contains(layer)
            && (DenseKernels.IsFusable(threshold) || ConvolutionKernels.IsFusable(threshold));
        return graph.Rebuild((op, operands) => Shared(op.WithOperands(operands), IsFused(op)));
    }

    private static Op Shared(Op layer, bool isFused)
    {
        if (layer is not (BinaryDense or IntegerDense or BinaryConv { Groups: 1, Type.Element: ElementType.Int32 }))
            return layer;
        var filters = EqualFilters.Of((Constant)layer.Operands[1]);
        if (!SharingCost.Pays(layer, filters.Firsts.Length, isFused))
            return layer;
        var channels = new Shape(filters.Sources.Length);
        var sources = new Constant(Tensor.Of(channels, filters.Sources));
        var negated = new Constant(BitTensor.FromPredicate(channels, n => filters.Negated[n]));
        var distinct = RemainingChannels.WithOutputs(layer, filters.Firsts);
        return new SelectChannels(distinct, sources, negated).Named(layer.Name + "_selected", layer.Origin);
    }
}
