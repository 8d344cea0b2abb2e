// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A binary convolution and its threshold in one: bit n of pixel (i, j) = popcount(x xor w_n) over the taps inside of the image, at most
/// limits[rows_i + columns_j, n]. Pixels near the border have fewer terms and so limits of their own. Padding outputs have limit -1.
/// <c>%h = xnor_conv_threshold(%x, %w, %limits, %rows, %columns) {outputs=64, kernel=3x3, ...} : bit[1, 8, 8, 64]</c> with x: bit[1, 8, 8, C],
/// limits: int32[9, 64], rows: uint8[8], columns: uint8[8].
/// </summary>
internal sealed class XnorConvThreshold : ClassedConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("xnor_conv_threshold", 5, Stage.Packed, Stage.Packed,
        a => new XnorConvThreshold(PackedConvolution.Parse(a), a[1], a[2], a[3], a[4]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public XnorConvThreshold(PackedConvolution form, Op weights, Op limits, Op rows, Op columns)
        : base(
            KindOf,
            ElementType.Bit,
            form.InOneGroup(),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", InterleavedShape(form)),
            LimitsFor(form, limits, rows, columns),
            rows,
            columns)
    {
        form.Input.OfElement("input", ElementType.Bit);
    }

    /// <summary>int32[classes, padded outputs].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <inheritdoc/>
    public override string Reason => "binary input and weights; everything up to the sign is one comparison";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "XnorConvolution.Threshold",
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns));

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "xnor_conv_threshold",
        CallArgument.Words(Input.Type.Shape.Channels),
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", Form.Outputs),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => XnorWork.Of(this, TensorType.WordsFor(Input.Type.Shape.Channels), masking: 0);

    /// <summary>A sum K - 2p is compared by its number p of differing bits, which has to be small.</summary>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands)
    {
        var sums = WordSums.Of(this, operands);
        int channels = Input.Type.Shape.Channels;
        return Compared(Limits, (limit, output, taps) => ((taps.Length * channels) - sums(output, taps)) / 2 <= limit);
    }

    /// <inheritdoc/>
    public override void Verify()
    {
        InterleavedWeights.Verify(this, Weights, Form.Outputs, Input.Type.Shape.Channels);
        PaddedLimits.Verify(this, Limits, Form.Outputs, -1);
    }
}
