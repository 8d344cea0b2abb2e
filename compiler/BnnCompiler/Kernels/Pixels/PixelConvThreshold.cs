// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Pixels;

/// <summary>
/// A binary convolution and its threshold in one, counted bit-sliced with pixels for lanes: bit n of pixel (i, j) = 2 P_n - A over the taps on the
/// image, P_n the number of inputs +1 whose weight is +1 and A that of all inputs +1, is at least limits[rows_i + columns_j, n].
/// <c>%h = pixel_conv_threshold(%x, %w, %limits, %rows, %columns) {outputs=64, kernel=3x3, ..., groups=1} : bit[1, 8, 8, 64]</c> with x: bit[1, 8, 8,
/// C], w: bit[64, 9 * C], limits: int32[9, 64], rows: uint8[8], columns: uint8[8]; strides and dilations are 1, and there are at most 64 columns of
/// taps.
/// </summary>
internal sealed class PixelConvThreshold : ClassedConvolutionOp
{
    /// <summary>The most columns of taps.</summary>
    private const int MostColumns = 64;

    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("pixel_conv_threshold", 5, Stage.Packed, Stage.Packed,
        a => new PixelConvThreshold(PackedConvolution.Parse(a), a[1], a[2], a[3], a[4]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public PixelConvThreshold(PackedConvolution form, Op weights, Op limits, Op rows, Op columns)
        : base(
            KindOf,
            ElementType.Bit,
            form.InOneGroup(),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", new(form.Outputs, form.RowShape[0])),
            limits.OfElement("limits", ElementType.Int32).AsConstant("limits").OfShape("limits", new(ClassesOf(form, rows, columns), form.Outputs)),
            rows,
            columns)
    {
        form.Input.OfElement("input", ElementType.Bit);
        if (!CanBe(form.Window))
        {
            throw new InvalidOpException(
                $"strides or dilations are not 1, or the kernel has more than {MostColumns} columns; expected a window that moves by one pixel");
        }
    }

    /// <summary>int32[classes, M].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <summary>
    /// Whether neighbouring pixels see neighbouring inputs under every tap, and a word holds what the taps of a pixel reach of a row.
    /// </summary>
    public static bool CanBe(Window window) =>
        window is { Rows: { Stride: 1, Dilation: 1 }, Columns: { Stride: 1, Dilation: 1, Size: <= MostColumns } };

    /// <inheritdoc/>
    public override string Reason =>
        "binary input and weights: inputs are counted bit-sliced under static weights, pixels side by side; everything up to the sign "
        + "is one comparison";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "PixelConvolution",
        CallArgument.Of(Form.Window),
        CallArgument.Of("channels", Form.GroupChannels),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns))
    {
        IsKept = true,
    };

    /// <summary>
    /// Weights are listed where they are +1, or where they are -1, whichever is rarer; what two outputs have in common is added once, which leaves
    /// three quarters of them where weights are as random as they can be (each of two outputs has half of all inputs, and they have a quarter in
    /// common); one more list has all.
    /// </summary>
    public override KernelWork Work(double? activeInputs)
    {
        int inputs = Form.RowShape[0];
        double listed = inputs;
        for (int output = 0; output < Form.Outputs; output++)
        {
            // Weights that lie in a file are not read for this: half of them, as many as of random ones.
            int ones = Weights.Value is BitTensor bits ? bits.CountSet(output) : inputs / 2;
            listed += 0.75 * Math.Min(ones, inputs - ones);
        }

        // The planes of the limits: counters, and one more.
        double limits = (double)Form.Outputs * (SlicedPlanes.Of(inputs) + 1) * KernelWork.RegisterBytes;
        return new(listed * SlicedCosts.OperationsPerRow * Groups, (listed * sizeof(uint)) + limits);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        SlicedSums.Convolution(this, operands[0], (difference, kind, output) =>
            difference >= Limits.Integers.Values[(kind * Form.Outputs) + output] ? 1 : -1);

    /// <summary>Its weights are rows of bits like any tensor's, its limits any integers: the kernel lays both out for itself.</summary>
    public override void Verify()
    {
    }

    /// <summary>
    /// Registers of pixels of the result: tiles of columns that fit a word with those their taps reach, and in each as many rows as a register holds.
    /// </summary>
    private int Groups
    {
        get
        {
            var (rows, columns) = (Type.Shape[1], Type.Shape[2]);
            int tiles = Quotient(columns, Math.Max(1, 65 - Form.Window.Columns.Size));
            int rowBytes = Quotient(Quotient(columns, tiles), 8);
            return tiles * Quotient(rows, Math.Min(KernelWork.RegisterBytes / rowBytes, rows));
        }
    }

    private static int Quotient(int number, int divisor) => (number + divisor - 1) / divisor;
}
