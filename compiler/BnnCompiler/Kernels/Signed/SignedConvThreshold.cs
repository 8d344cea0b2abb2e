// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Signed;

/// <summary>
/// <see cref="SignedConv"/> on integers and its threshold in one: bit n of pixel (i, j) = y at least limits[rows_i + columns_j, n]. Padding
/// outputs have limit 2147483647. <c>%h = signed_conv_threshold(%x, %w, %limits, %rows, %columns) {outputs=64, kernel=3x3, ..., groups=1} :
/// bit[1, 30, 30, 64]</c> with x: uint8 or int16, limits: int32[classes, 64], rows: uint8[30], columns: uint8[30].
/// </summary>
internal sealed class SignedConvThreshold : SignedThresholdOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("signed_conv_threshold", 5, Stage.Packed, Stage.Packed,
        a => new SignedConvThreshold(PackedConvolution.Parse(a), a[1], a[2], a[3], a[4]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public SignedConvThreshold(PackedConvolution form, Op weights, Op limits, Op rows, Op columns)
        : base(KindOf, form, weights, limits, rows, columns)
    {
    }

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "SignedConvolution.Threshold",
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", Form.Outputs),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns));

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "signed_conv_threshold",
        CallArgument.Of("channels", Form.GroupChannels),
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", Form.Outputs),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("limits_per_class", Limits.Type.Shape[1]),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns))
    {
        Numbers = Input.Type.Element,
    };

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => WorkOfSums(operationsPerTerm: 1);

    /// <inheritdoc/>
    public override void Verify()
    {
        SumRules.Verify(this, (long)Form.Window.Taps * Form.GroupChannels, Input.Type.Element);
        PaddedLimits.Verify(this, Limits, Form.Outputs, int.MaxValue);
    }
}
