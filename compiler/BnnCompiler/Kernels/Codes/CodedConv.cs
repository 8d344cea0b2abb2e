// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Codes;

/// <summary>
/// The exact sums of a convolution of codes of few bits, or of bits as codes 0 and 1, with weights of few bits, counted bit-sliced
/// (<see cref="CodedForm"/>).
/// <c>%y = coded_conv(%x, %w, %steps) {outputs=64, kernel=3x3, ..., groups=1, factor=1, zero=1, bias=1152} : int32[1, 8, 8, 64]</c> with
/// x: uint8 (codes 0 to 15) or bit [1, 8, 8, C], w: bit[sets * (9 * C + 1), 64], steps: int32[steps, 4].
/// </summary>
internal sealed class CodedConv : PackedConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("coded_conv", 3, Stage.Packed, Stage.Packed,
        a => new CodedConv(PackedConvolution.Parse(a), a[1], a[2], CodedForm.Parse(a)));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public CodedConv(PackedConvolution form, Op weights, Op steps, CodedForm counting)
        : base(KindOf, ElementType.Int32, form.InOneGroup(), CodedForm.WeightsOf(weights, CodedForm.StepsOf(steps), form), steps)
    {
        form.Input.OfElement("input", ElementType.UInt8, ElementType.Bit);
        Counting = counting;
    }

    /// <summary>int32[steps, 4].</summary>
    public Constant Steps => (Constant)Operands[2];

    /// <summary>What the counters count.</summary>
    public CodedForm Counting { get; }

    /// <inheritdoc/>
    public override int WeightBits => Weights.Type.Shape[0] / (Form.RowShape[0] + 1);

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [.. base.Attributes, .. Counting.Attributes];

    /// <inheritdoc/>
    public override string Reason =>
        "codes and weights of few bits: the rows of weights of active inputs are counted bit-sliced, outputs side by side; the sums themselves are "
        + "needed";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => CodedCalls.Of(this, "Sum", CallArgument.Of("steps", Steps), Counting);

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => CodedCalls.Work(this, Steps);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands)
    {
        int pixels = Type.Shape[1] * Type.Shape[2];
        int[][] sums = [.. Enumerable.Range(0, pixels).Select(pixel => Counting.Sums(this, Steps, operands[0], pixel))];
        return GraphInterpreter.Made(this, i => sums[i / Form.Outputs][i % Form.Outputs]);
    }

    /// <inheritdoc/>
    public override void Verify() => CodedForm.Verify(this, Steps);
}
