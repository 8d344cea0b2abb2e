// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>How a pointwise op looks to tensors whose axes are in another order.</summary>
internal static class Transposition
{
    /// <summary><paramref name="input"/> with its axes reordered; transposes of transposes, and such that move nothing, are not made.</summary>
    public static Op Of(Op input, ImmutableArray<int> order)
    {
        if (input is Transpose inner)
            return Of(inner.Input, [.. order.Select(axis => inner.Order[axis])]);
        var shape = input.Type.Shape;
        if (order.SequenceEqual(Enumerable.Range(0, order.Length)))
            return input;
        if (!Transpose.KeepsElements(shape, order))
            return new Transpose(input, order);
        var source = input is Reshape reshape ? reshape.Input : input;
        var result = new Shape([.. order.Select(axis => shape[axis])]);
        return source.Type.Shape == result ? source : new Reshape(source, result);
    }

    /// <summary>
    /// Whether <paramref name="step"/> means the same for reordered operands: all that it computes with has its shape or is constant, and no
    /// operand is tied to the last axis.
    /// </summary>
    public static bool Allows(Op step) => step switch
    {
        Threshold threshold => threshold.Rules == 1,
        PointwiseOp { FirstPerChannelOperand: < int.MaxValue } => false,
        PointwiseOp => step.Operands.All(operand => operand is Constant || operand.Type.Shape == step.Type.Shape),
        _ => false,
    };

    /// <summary>A constant operand of a pointwise op, for a result whose axes are reordered.</summary>
    public static Op OfConstant(Op step, Constant constant, ImmutableArray<int> order)
    {
        var shape = constant.Type.Shape;
        if (shape.ElementCount == 1 || step is Threshold)
            return constant;
        var full = new Shape([.. Enumerable.Repeat(1, order.Length - shape.Rank), .. shape]);
        var values = constant.Value;
        int[] sources = [.. Transpose.SourceIndices(full, order)];
        var result = new Shape([.. order.Select(axis => full[axis])]);
        Tensor reordered = values is Tensor<int> integers
            ? Tensor.Of(result, [.. sources.Select(i => integers.Values[i])])
            : Tensor.Of(result, [.. sources.Select(i => (float)values[i])]);
        return new Constant(reordered).NamedAs(constant);
    }
}
