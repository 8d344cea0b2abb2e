// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// The sums of a binary convolution, counted bit-sliced (<see cref="ISlicedOp"/>): y = 2 * (2 P_n - A) + offset over the taps on the image, bits
/// counting as 1 and 0. The offset, K - 2 * popcount(w_n) over the same taps, is that of class rows_i + columns_j.
/// <c>%y = sliced_conv(%x, %w, %offsets, %rows, %columns) {outputs=10, kernel=3x3, ..., groups=1} : int32[1, 8, 8, 10]</c> with x: bit[1, 8, 8, C],
/// w: bit[groups * 9 * C / groups + 1, 10 / groups], offsets: int32[9, 10], rows: uint8[8], columns: uint8[8].
/// </summary>
internal sealed class SlicedConv : ClassedConvolutionOp, ISlicedOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("sliced_conv", 5, Stage.Packed, Stage.Packed,
        a => new SlicedConv(PackedConvolution.Parse(a), a[1], a[2], a[3], a[4]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public SlicedConv(PackedConvolution form, Op weights, Op offsets, Op rows, Op columns)
        : base(
            KindOf,
            ElementType.Int32,
            form,
            SlicedWeights.Of(weights, form.RowShape[0], form.GroupOutputs),
            offsets.OfElement("offsets", ElementType.Int32).AsConstant("offsets")
                .OfShape("offsets", new(ClassesOf(form, rows, columns), form.Outputs)),
            rows,
            columns)
    {
        form.Input.OfElement("input", ElementType.Bit);
    }

    /// <summary>int32[classes, M].</summary>
    public Constant Offsets => (Constant)Operands[2];

    /// <inheritdoc/>
    public int RowLength => Form.GroupOutputs;

    /// <inheritdoc/>
    public int CounterPlanes => SlicedPlanes.Of(Form.Window.Taps * Form.GroupChannels);

    /// <inheritdoc/>
    public override Shape? Scratch => new(CounterPlanes, RowLength);

    /// <summary>Shown of kernels of C# alone, which has others for sums.</summary>
    public override string Reason => "binary weights: the weights of active inputs are counted bit-sliced; the sums themselves are needed";

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "sliced_conv",
        CallArgument.Of("groups", Form.Groups),
        CallArgument.Of("channels", Form.GroupChannels),
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", RowLength),
        CallArgument.Of("planes", CounterPlanes),
        CallArgument.Of("offsets", Offsets),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns),
        CallArgument.Scratch);

    /// <summary>No kernel of C# computes it, and only those are timed.</summary>
    public override KernelWork Work(double? activeInputs) => KernelWork.Unknown;

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        SlicedSums.Convolution(this, operands[0], (difference, kind, output) =>
            (2 * difference) + Offsets.Integers.Values[(kind * Form.Outputs) + output]);

    /// <inheritdoc/>
    public override void Verify() => SlicedWeights.VerifyZeroRow(this, Weights);
}
