// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// An op whose every element depends only on the elements of its operands at the same place. Operands of a smaller shape are
/// repeated, as ONNX broadcasts them; operands marked per channel hold one value for each channel (last axis).
/// </summary>
internal abstract class PointwiseOp : Op
{
    private protected PointwiseOp(OpKind kind, TensorType type, params ImmutableArray<Op> operands)
        : base(kind, type, operands)
    {
    }

    /// <summary>The first operand that holds one value per channel; all behind it do too. None by default.</summary>
    public virtual int FirstPerChannelOperand => int.MaxValue;

    /// <summary>How the elements of <see cref="Op.Operands"/>[<paramref name="operand"/>] are repeated.</summary>
    public OperandForm FormOf(int operand)
    {
        var shape = Operands[operand].Type.Shape;
        if (shape.ElementCount == 1)
            return OperandForm.Single;
        if (operand >= FirstPerChannelOperand)
            return OperandForm.PerChannel;
        if (shape.ElementCount == Type.Shape.ElementCount)
            return OperandForm.PerElement;
        return shape.ElementCount == shape.Last && shape.Last == Type.Shape.Channels ? OperandForm.PerChannel : OperandForm.Other;
    }

    /// <summary>The row-major index in <see cref="Op.Operands"/>[<paramref name="operand"/>] that element <paramref name="index"/> reads.</summary>
    public int OperandIndex(int operand, int index)
    {
        var shape = Operands[operand].Type.Shape;
        if (shape.ElementCount == 1)
            return 0;
        if (operand >= FirstPerChannelOperand)
            return index % Type.Shape.Channels;
        return shape == Type.Shape ? index : Broadcasting.SourceIndex(Type.Shape, shape, index);
    }
}
