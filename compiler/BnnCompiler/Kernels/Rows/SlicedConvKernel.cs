// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Makes <see cref="SlicedConv"/> of the sums of convolutions of bits, in groups or not.</summary>
internal sealed class SlicedConvKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryConv { Input.Type.Element: ElementType.Bit }, Behind: null };

    /// <inheritdoc/>
    public override double Cost(Layer layer) => SlicedConvThresholdKernel.CostOf((BinaryConv)layer.Op, layer.Outputs);

    /// <summary>The offset of an output is K - 2 * popcount(w_n) over the taps on the image.</summary>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var conv = (BinaryConv)layer.Op;
        var form = PackedConvolution.Of(conv, input.Op);
        if (PixelKinds.ByTaps(conv) is not { Count: <= PixelKinds.Most } kinds)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(conv.Origin,
                "the padding makes more than 256 kinds of pixels near the borders, which the kernels for small processors do not distinguish; "
                + "choose --cpu x86-64 or aarch64, whose kernels need not");
        }

        var offsets = kinds.Select(kind =>
        {
            var taps = kinds.Taps(conv, kind);
            int terms = taps.Length * form.GroupChannels;
            return [.. Enumerable.Range(0, conv.Outputs).Select(output => terms - (2 * SlicedWeights.Ones(conv, output, taps)))];
        });
        return new SlicedConv(
            form,
            SlicedWeights.WithZeros(OutputRows.Of(conv, layer.IsNegated)),
            new Constant(Tensor.Of(new(kinds.Count, conv.Outputs), [.. offsets.SelectMany(numbers => numbers)])),
            kinds.RowTable,
            kinds.ColumnTable);
    }
}
