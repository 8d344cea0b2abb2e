// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Signed;

/// <summary>
/// A convolution of pixels, small integers or floats with signs: y = sum of x or -x over the taps inside of the image, in ascending kernel row,
/// column, channel. The weights lie in rows of outputs, so that the lanes of a vector are outputs and each element is loaded once.
/// <c>%y = signed_conv(%x, %w) {outputs=64, kernel=3x3, ..., groups=1} : int32[1, 30, 30, 64]</c> with x: uint8, int16 (or float32, and then
/// y: float32), w: bit[groups * taps * C / groups, 64 / groups].
/// </summary>
internal sealed class SignedConv : PackedConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("signed_conv", 2, Stage.Packed, Stage.Packed,
        a => new SignedConv(PackedConvolution.Parse(a), a[1]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public SignedConv(PackedConvolution form, Op weights)
        : base(
            KindOf,
            form.Input.Type.Element == ElementType.Float32 ? ElementType.Float32 : ElementType.Int32,
            form,
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", form.RowShape))
    {
        form.Input.OfElement("input", ElementType.UInt8, ElementType.Int16, ElementType.Float32);
    }

    /// <inheritdoc/>
    public override string Reason => Type.Element == ElementType.Int32
        ? "integer input, binary weights: exact sums, which themselves are needed"
        : FloatSums.Reason(this);

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => CallOfSumsInCSharp("SignedConvolution.Sum");

    /// <inheritdoc/>
    public override KernelCall? CCall => CallOfSumsInC("signed_conv") with { Numbers = Input.Type.Element };

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => WorkOfSums(operationsPerTerm: 1);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) => Sums(OutputRows.Sums(Form, operands));

    /// <inheritdoc/>
    public override void Verify() => SumRules.Verify(this, (long)Form.Window.Taps * Form.GroupChannels, Input.Type.Element);
}
