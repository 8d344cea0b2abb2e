// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Two tensors side by side along the last axis, which holds the channels (ONNX Concat; more operands are chained).
/// <c>%y = concat(%a, %b) : bit[1, 8, 8, 96]</c> with a: bit[1, 8, 8, 64], b: bit[1, 8, 8, 32].
/// </summary>
internal sealed class Concat : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("concat", 2, Stage.Imported, Stage.Packed, a => new Concat(a[0], a[1]));

    /// <summary>Joins two tensors of one element type.</summary>
    public Concat(Op left, Op right)
        : base(
            KindOf,
            new(left.Type.Element, Joined(left.Type.Shape, right.Type.Shape)),
            left,
            right.OfElement(
                "right operand",
                left.OfElement("left operand", ElementType.Float32, ElementType.Int32, ElementType.UInt8, ElementType.Bit).Type.Element))
    {
    }

    /// <summary>The first channels.</summary>
    public Op Left => Operands[0];

    /// <summary>The channels behind them.</summary>
    public Op Right => Operands[1];

    private static Shape Joined(Shape left, Shape right)
    {
        bool fit = left.Rank > 0 && left.Rank == right.Rank && left.Extents.Take(left.Rank - 1).SequenceEqual(right.Extents.Take(left.Rank - 1));
        return fit
            ? new([.. left.Extents.Take(left.Rank - 1), left.Last + right.Last])
            : throw new InvalidOpException($"tensors of shapes [{left}] and [{right}] cannot be joined along the last axis");
    }
}
