// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A binary convolution in words: y = K - 2 * popcount(x xor w_n) over the taps inside of the image, K terms. The weights are those of a dense
/// layer on the words of all taps, interleaved by eight.
/// <c>%y = xnor_conv(%x, %w) {outputs=10, kernel=3x3, strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : int32[1, 6, 6, 10]</c> with
/// x: bit[1, 8, 8, C], w: bit[2, 9 * words, 8, 64].
/// </summary>
internal sealed class XnorConv : PackedConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("xnor_conv", 2, Stage.Packed, Stage.Packed,
        a => new XnorConv(PackedConvolution.Parse(a), a[1]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public XnorConv(PackedConvolution form, Op weights)
        : base(
            KindOf,
            ElementType.Int32,
            form.InOneGroup(),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", InterleavedShape(form)))
    {
        form.Input.OfElement("input", ElementType.Bit);
    }

    /// <inheritdoc/>
    public override string Reason => "binary input and weights; the sums themselves are needed";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "XnorConvolution.Dot", CallArgument.Of(Form.Window), CallArgument.Of("weights", Weights), CallArgument.Of("channels", Form.GroupChannels));

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "xnor_conv",
        CallArgument.Of("channels", Form.GroupChannels),
        CallArgument.Words(Input.Type.Shape.Channels),
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", Form.Outputs));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => XnorWork.Of(this, TensorType.WordsFor(Input.Type.Shape.Channels), masking: 0);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) => Sums(WordSums.Of(this, operands));

    /// <inheritdoc/>
    public override void Verify() => InterleavedWeights.Verify(this, Weights, Form.Outputs, Input.Type.Shape.Channels);
}
