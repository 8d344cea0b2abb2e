// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Building;

/// <summary>
/// Values in another order of axes. ONNX has channels on axis 1, the compiler on the last one, so ops that know their channels stand between
/// two transposes; those of neighbouring nodes cancel as they are made.
/// </summary>
internal static class AxisOrder
{
    /// <summary>The order that moves axis 1, the channels, behind the spatial axes.</summary>
    public static ImmutableArray<int> ToChannelsLast(int rank) => [0, .. Enumerable.Range(2, rank - 2), 1];

    /// <summary>
    /// <paramref name="op"/> with axis i taken from axis order_i: rearranged at once where it is a constant, a reshape where the elements stay in
    /// order, itself where nothing changes.
    /// </summary>
    public static Op Transposed(this NodeImport node, Op op, ImmutableArray<int> order)
    {
        if (op is Transpose earlier)
            return node.Transposed(earlier.Input, [.. order.Select(axis => earlier.Order[axis])]);

        var shape = op.Type.Shape;
        var result = new Shape([.. order.Select(axis => shape[axis])]);
        if (Transpose.KeepsElements(shape, order))
            return node.Reshaped(op, result);
        return op is Constant constant
            ? node.Context.Constants.Rearrange(constant, result, Transpose.SourceIndex(shape, order), node.Origin)
            : node.Add(new Transpose(op, order));
    }

    /// <summary>An image [1, H, W, C] from what is [1, C, H, W] to the model, or [1, C, W], which has one row.</summary>
    public static Op ToImage(this NodeImport node, Op op)
    {
        var shape = op.Type.Shape;
        if (shape.Rank > 4)
        {
            throw node.Unsupported(
                $"{node.OpType} reads {op.Type}, which has {NumberText.Of(shape.Rank - 2)} spatial axes; one or two are supported, "
                + "[1, channels, length] and [1, channels, height, width]");
        }

        if (shape.Rank < 3 || shape[0] != 1)
            throw node.Unsupported($"{node.OpType} reads {op.Type}; one image is expected, [1, channels, height, width]");
        var last = node.Transposed(op, ToChannelsLast(shape.Rank));
        return shape.Rank == 4 ? last : node.Reshaped(last, new(1, 1, shape[2], shape[1]));
    }

    /// <summary>What an image [1, H, W, C] is to the model, in <paramref name="rank"/> axes.</summary>
    public static Op FromImage(this NodeImport node, Op image, int rank)
    {
        var shape = image.Type.Shape;
        var last = rank == 4 ? image : node.Reshaped(image, new(1, shape[2], shape[3]));
        return node.Transposed(last, Transpose.Inverse(ToChannelsLast(rank)));
    }
}
