// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Weighted;

/// <summary>
/// A convolution of codes, pixels or small integers with weights of one byte: y = sum of x * w over the taps inside of the image, exact. The weights
/// lie in rows of outputs, so that the lanes of a vector are outputs and each element is loaded once.
/// <c>%y = weighted_conv(%x, %w) {outputs=64, kernel=3x3, ..., groups=1} : int32[1, 30, 30, 64]</c> with x: uint8 or int16,
/// w: int8[groups * taps * C / groups, 64 / groups].
/// </summary>
internal sealed class WeightedConv : PackedConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("weighted_conv", 2, Stage.Packed, Stage.Packed,
        a => new WeightedConv(PackedConvolution.Parse(a), a[1]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public WeightedConv(PackedConvolution form, Op weights)
        : base(
            KindOf,
            ElementType.Int32,
            form,
            weights.OfElement("weights", ElementType.Int8).AsConstant("weights").OfShape("weights", form.RowShape))
    {
        form.Input.OfElement("input", ElementType.UInt8, ElementType.Int16);
    }

    /// <inheritdoc/>
    public override string Reason => "weights of few values: products of integers, exact sums";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => CallOfSumsInCSharp("WeightedConvolution.Sum");

    /// <inheritdoc/>
    public override KernelCall? CCall => CallOfSumsInC("weighted_conv") with { Numbers = Input.Type.Element };

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => WorkOfSums(operationsPerTerm: 2);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) => Sums(OutputRows.Sums(Form, operands));

    /// <inheritdoc/>
    public override void Verify()
    {
        int OutputOf(int weight) => (weight / Form.GroupOutputs / FanIn * Form.GroupOutputs) + (weight % Form.GroupOutputs);
        if (Weights.Value is Tensor<sbyte> weights)
            SumRules.VerifyWeighted(this, weights, Input.Type.Element, OutputOf, Form.Outputs);
    }
}
