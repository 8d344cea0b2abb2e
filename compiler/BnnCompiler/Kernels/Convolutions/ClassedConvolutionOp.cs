// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Convolutions;

/// <summary>
/// A convolution whose pixels are of classes, each with limits or offsets of its own: pixel (i, j) is of class rows_i + columns_j
/// (<see cref="PixelKinds"/>).
/// </summary>
internal abstract class ClassedConvolutionOp : PackedConvolutionOp
{
    private protected ClassedConvolutionOp(
        OpKind kind, ElementType element, PackedConvolution form, Op weights, Op numbers, Op rows, Op columns, params ImmutableArray<Op> more)
        : base(kind, element, form, [weights, numbers, rows, columns, .. more])
    {
    }

    /// <summary>uint8[OH].</summary>
    public Constant Rows => (Constant)Operands[3];

    /// <summary>uint8[OW].</summary>
    public Constant Columns => (Constant)Operands[4];

    /// <summary>The class of a pixel of the result, row by row.</summary>
    public int ClassAt(int pixel)
    {
        int width = Type.Shape[2];
        return (int)(Rows.Value[pixel / width] + Columns.Value[pixel % width]);
    }

    /// <summary>The bits of a convolution and its threshold.</summary>
    /// <param name="limits">A limit for each class and output.</param>
    /// <param name="isSet">Whether a limit is met, by output and taps.</param>
    private protected Tensor Compared(Constant limits, Func<double, int, Tap[], bool> isSet)
    {
        int padded = limits.Type.Shape[1];
        return ConvolutionInterpreter.Sums(this, Input.Type.Shape, Form.Window, (pixel, output, taps) =>
            isSet(limits.Value[(ClassAt(pixel) * padded) + output], output, taps) ? 1 : -1);
    }

    /// <summary>Limits of a fused threshold for whole blocks of outputs, of the shape that kernels read.</summary>
    private protected static Op LimitsFor(PackedConvolution form, Op limits, Op rows, Op columns)
    {
        int padded = InterleavedWeights.PaddedOutputs(form.Outputs);
        limits.OfElement("limits", ElementType.Int32).AsConstant("limits");
        if (limits.Type.Shape is not { Rank: 2 } shape || shape[1] != padded)
            throw new InvalidOpException($"limits are {limits.Type}; expected [classes, {NumberText.Of(padded)}]");
        int classes = ClassesOf(form, rows, columns);
        return shape[0] == classes
            ? limits
            : throw new InvalidOpException(
                $"rows and columns make {NumberText.Of(classes)} classes, but there are limits for {NumberText.Of(shape[0])}");
    }

    /// <summary>How many classes the rows and columns of the result make, each a number for every line.</summary>
    private protected static int ClassesOf(PackedConvolution form, Op rows, Op columns)
    {
        Classes(rows, "rows", form.Result[1]);
        Classes(columns, "columns", form.Result[2]);
        return Greatest(rows) + Greatest(columns) + 1;
    }

    private static void Classes(Op constant, string role, int extent) =>
        constant.OfElement(role, ElementType.UInt8).AsConstant(role).OfShape(role, new(extent));

    private static int Greatest(Op classes) => ((Tensor<byte>)((Constant)classes).Value).Values.Max();
}
