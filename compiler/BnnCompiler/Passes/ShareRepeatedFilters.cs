// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A filter that repeats or negates another one, w_n = ±w_s, has the sums y_n = ±y_s: the layer computes its distinct filters, and
/// <c>select_channels</c> the outputs from them. Floats are left alone, and so is a layer for which that would be slower.
/// </summary>
internal sealed class ShareRepeatedFilters : Pass
{
    /// <summary>
    /// Words of weights for which an output can be copied or negated, and for which it can be stored and compared where a fused kernel had it in
    /// registers.
    /// </summary>
    private const int Selected = 5, Compared = 2;

    /// <summary>Cycles by which costs that are equal may differ.</summary>
    private const double Rounding = 1e-6;

    /// <inheritdoc/>
    public override string Summary => "computes filters that repeat, or negate, another one once";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log)
    {
        var readers = graph.Readers();

        // What SelectKernels would fuse, which a selection in between prevents.
        bool IsFused(Op layer) => readers[layer].ToList() is [(Threshold or Quantize) and var behind]
            && !graph.Outputs.Contains(layer) && Layer.IsFusable(layer, behind);
        return graph.Rebuild((op, operands) => Shared(op.WithOperands(operands), IsFused(op)));
    }

    private static Op Shared(Op layer, bool isFused)
    {
        if (layer is not (BinaryDense or IntegerDense or BinaryConv { Groups: 1, Type.Element: ElementType.Int32 }))
            return layer;
        var filters = EqualFilters.Of((Constant)layer.Operands[1]);
        if (!Pays(layer, filters.Firsts.Length, isFused))
            return layer;
        var channels = new Shape(filters.Sources.Length);
        var sources = new Constant(Tensor.Of(channels, filters.Sources));
        var negated = new Constant(BitTensor.FromPredicate(channels, n => filters.Negated[n]));
        var distinct = RemainingChannels.WithOutputs(layer, filters.Firsts);
        return new SelectChannels(distinct, sources, negated).Named(layer.Name + "_selected", layer.Origin);
    }

    /// <summary>
    /// Whether a layer is faster with fewer outputs and a selection behind them, by pixel of the result. Every target goes by the costs of C#.
    /// Kernels compute whole blocks of outputs, so only blocks that fall away save anything.
    /// </summary>
    private static bool Pays(Op layer, int distinct, bool isFused)
    {
        var all = new Layer(layer, null);
        var kernel = CSharpKernels.Fastest.Choose(all)!;
        double pixels = layer is BinaryConv ? Cycles.PixelsOf(layer.Type.Shape) : 1;
        double saved = (kernel.Cost(all) - kernel.Cost(new Layer(layer, null) { Outputs = distinct })) / pixels;
        return saved > (all.Outputs * (isFused ? Selected + Compared : Selected) * Cycles.PerXnorWord) + Rounding;
    }
}
