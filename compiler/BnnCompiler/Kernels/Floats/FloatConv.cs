// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Floats;

/// <summary>
/// A convolution in float32 with its weights in rows of outputs: (..((0 + x_0 * w_0) + x_1 * w_1) + ..) in ascending kernel row, column, channel,
/// each product and each sum rounded. <c>%y = float_conv(%x, %w) {outputs=64, kernel=3x3, ..., groups=1} : float32[1, 30, 30, 64]</c> with x:
/// float32, w: float32[groups * taps * C / groups, 64 / groups].
/// </summary>
internal sealed class FloatConv : PackedConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("float_conv", 2, Stage.Packed, Stage.Packed,
        a => new FloatConv(PackedConvolution.Parse(a), a[1]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public FloatConv(PackedConvolution form, Op weights)
        : base(
            KindOf,
            ElementType.Float32,
            form,
            weights.OfElement("weights", ElementType.Float32).AsConstant("weights").OfShape("weights", form.RowShape))
    {
        form.Input.OfElement("input", ElementType.Float32);
    }

    /// <inheritdoc/>
    public override string Reason => "not binary: neither weights nor input are +1 and -1; products and sums of floats in a fixed order";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => CallOfSumsInCSharp("FloatConvolution.Sum");

    /// <inheritdoc/>
    public override KernelCall? CCall => CallOfSumsInC("float_conv");

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => WorkOfSums(operationsPerTerm: 2);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) => Sums(OutputRows.Sums(Form, operands));

    /// <summary>Every weight is a term of a sum of floats, none is padding.</summary>
    public override void Verify()
    {
    }
}
