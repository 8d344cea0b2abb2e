// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// A binary convolution and its threshold in one, counted bit-sliced (<see cref="ISlicedOp"/>): bit n of pixel (i, j) = 2 P_n - A + bias over the
/// taps on the image, bits counting as 1 and 0, is at least limit n of class rows_i + columns_j; bias is the number K of terms away from borders.
/// <c>%h = sliced_conv_threshold(%x, %w, %limits, %rows, %columns) {outputs=64, kernel=3x3, ..., groups=1} : bit[1, 8, 8, 64]</c> with
/// x: bit[1, 8, 8, C], w: bit[9 * C + 1, 64], limits: bit[9 * planes, 64], rows: uint8[8], columns: uint8[8].
/// </summary>
internal sealed class SlicedConvThreshold : ClassedConvolutionOp, ISlicedOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("sliced_conv_threshold", 5, Stage.Packed, Stage.Packed,
        a => new SlicedConvThreshold(PackedConvolution.Parse(a), a[1], a[2], a[3], a[4]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public SlicedConvThreshold(PackedConvolution form, Op weights, Op limits, Op rows, Op columns)
        : base(
            KindOf,
            ElementType.Bit,
            form.InOneGroup(),
            SlicedWeights.Of(weights, form.RowShape[0], form.Outputs),
            SlicedWeights.Limits(limits, ClassesOf(form, rows, columns), SlicedPlanes.Of(form.RowShape[0]), form.Outputs),
            rows,
            columns)
    {
        form.Input.OfElement("input", ElementType.Bit);
    }

    /// <summary>bit[classes * planes, M].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <summary>The greatest sum of all inputs.</summary>
    public int Bias => Form.RowShape[0];

    /// <inheritdoc/>
    public int RowLength => Form.Outputs;

    /// <inheritdoc/>
    public int CounterPlanes => SlicedPlanes.Of(Bias);

    /// <inheritdoc/>
    public override Shape? Scratch => new(CounterPlanes, RowLength);

    /// <inheritdoc/>
    public override string Reason => SlicedWeights.ReasonOnBits;

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "SlicedConvolution.Threshold",
        CallArgument.Of(Form.Window),
        CallArgument.Of("channels", Form.GroupChannels),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns),
        CallArgument.Of("outputs", RowLength));

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "sliced_conv_threshold",
        CallArgument.Of("channels", Form.GroupChannels),
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", RowLength),
        CallArgument.Of("planes", CounterPlanes),
        CallArgument.Of("bias", Bias),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns),
        CallArgument.Scratch);

    /// <summary>Each active input of a pixel adds a row under each tap that meets the pixel.</summary>
    public override KernelWork Work(double? activeInputs)
    {
        double perPixel = (activeInputs ?? KernelWork.BitsOf(Input) / 2) / Input.Type.Shape.Rows;
        return new(Form.MetTaps * perPixel * SlicedCosts.OperationsPerRow * KernelWork.Registers(RowLength), KernelWork.ConstantBytes(this));
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        SlicedSums.Convolution(this, operands[0], (difference, kind, output) =>
            difference + Bias >= SlicedSums.Limit(Limits, kind, CounterPlanes + 1, output) ? 1 : -1);

    /// <inheritdoc/>
    public override void Verify() => SlicedWeights.VerifyZeroRow(this, Weights);
}
