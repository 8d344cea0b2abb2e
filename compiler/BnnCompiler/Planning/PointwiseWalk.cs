// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Planning;

/// <summary>
/// How a step of pointwise ops goes over its elements: row by row where something it reads starts anew with every pixel (a constant by
/// channel, or bits that fill no whole words), else over all of them as one row.
/// </summary>
/// <param name="Rows">1, or the number of pixels.</param>
/// <param name="RowLength">Elements of a row: all of them, or the channels.</param>
/// <param name="InVectors">Whether as many elements as a register holds are computed at a time, else one.</param>
internal sealed record PointwiseWalk(int Rows, int RowLength, bool InVectors)
{
    /// <summary>The most elements of 32 bits that a register holds on any processor; a row has at least as many where vectors are used.</summary>
    public const int MostLanes = 16;

    /// <summary>Below this many elements, as among most scores, vectors save less than they cost to read.</summary>
    private const int LeastElements = 64;

    /// <summary>Whether rows are whole vectors at every width. If not, the last vector of a row starts inside of the one before.</summary>
    public bool IsWholeVectors => RowLength % MostLanes == 0;

    /// <summary>The walk of a step, over rows as they lie in memory; null if its op is not pointwise.</summary>
    public static PointwiseWalk? Of(ImmutableArray<Op> ops, WordLayout layout)
    {
        if (ops[ops.Length - 1] is not PointwiseOp { Type.Shape: var shape })
            return null;
        bool isByPixel = shape.Rows > 1 && ops.Any(op => StartsAnewWithEachPixel(op, layout));
        int rowLength = isByPixel ? shape.Channels : shape.ElementCount;
        bool inVectors = rowLength >= MostLanes && shape.ElementCount >= LeastElements && ops.All(HasVectorForm);
        return new(shape.ElementCount / rowLength, rowLength, inVectors);
    }

    private static bool StartsAnewWithEachPixel(Op op, WordLayout layout) =>
        op is ToFloat { Input: { Type.Element: ElementType.Bit } bits } && bits.Type.Shape.Last % layout.Bits != 0
        || Enumerable.Range(0, op.Operands.Length).Any(k => ((PointwiseOp)op).FormOf(k) == OperandForm.PerChannel);

    /// <summary>Affine maps are in float64, other integers would have to be widened: both stand at the borders of a network.</summary>
    private static bool HasVectorForm(Op op) =>
        op is not (Affine or ToFloat { Input.Type.Element: not (ElementType.Bit or ElementType.Int32) });
}
