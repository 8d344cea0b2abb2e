// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>x op y on two tensors of the same element type, broadcast as in ONNX.</summary>
internal abstract class ArithmeticOp : PointwiseOp
{
    private protected ArithmeticOp(OpKind kind, Op left, Op right)
        : base(
            kind,
            new(left.Type.Element, Broadcasting.Of(left.Type.Shape, right.Type.Shape)),
            left,
            right.OfElement("right operand", left.OfElement("left operand", ElementType.Float32, ElementType.Int32).Type.Element))
    {
    }

    /// <summary>float32 or int32.</summary>
    public Op Left => Operands[0];

    /// <summary>The same element type as <see cref="Left"/>.</summary>
    public Op Right => Operands[1];
}
