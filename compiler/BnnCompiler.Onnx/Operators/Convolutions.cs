// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Convolutions over one or two spatial axes.</summary>
internal static class Convolutions
{
    /// <summary>x slid over by W: [M, C / groups, height, width], plus a bias for each output.</summary>
    public static Value Conv(NodeImport node)
    {
        var x = node.Float(0);
        var sums = Sums(node, x, Layers.Weights(node), node.Has(2) ? node.Constant(2, "the bias") : null);
        return new TensorValue(node.FromImage(sums, x.Type.Shape.Rank));
    }

    /// <summary>The sums of a convolution, as an image [1, H, W, M], with one number for each output added.</summary>
    public static Op Sums(NodeImport node, Op x, Constant weights, Constant? bias)
    {
        var image = node.ToImage(x);
        int axes = x.Type.Shape.Rank - 2;
        var shape = weights.Type.Shape;
        if (shape.Rank != axes + 2)
        {
            throw node.Invalid(
                $"the weights of {node.OpType} are {weights.Type}, the input is {x.Type}; "
                + $"weights [outputs, channels, {(axes == 1 ? "length" : "height, width")}] are expected");
        }

        ImmutableArray<long> kernel = [.. shape.Extents.Skip(2).Select(extent => (long)extent)];
        if (node.Ints("kernel_shape") is { } stated && !stated.SequenceEqual(kernel))
        {
            throw node.Invalid(
                $"kernel_shape of {node.OpType} is [{string.Join(", ", stated.Take(4).Select(NumberText.Of))}], but the weights are {weights.Type}");
        }

        var window = new WindowAttributes(node, kernel).On(image.Type.Shape);
        var sums = node.Add(new Conv(image, WeightsOf(node, weights), window, Groups(node)));
        return bias is null ? sums : Biased(node, sums, bias);
    }

    private static int Groups(NodeImport node) => node.Int("group", 1) is >= 1 and <= int.MaxValue and var groups
        ? (int)groups
        : throw node.Invalid($"group of {node.OpType} is {NumberText.Of(node.Int("group", 1))}; a positive number is expected");

    /// <summary>[M, height, width, C / groups].</summary>
    private static Op WeightsOf(NodeImport node, Constant weights)
    {
        var shape = weights.Type.Shape;
        var images = shape.Rank == 4 ? weights : node.Reshaped(weights, new(shape[0], shape[1], 1, shape[2]));
        return node.Transposed(images, AxisOrder.ToChannelsLast(4));
    }

    private static Op Biased(NodeImport node, Op sums, Constant bias)
    {
        var expected = new Shape(sums.Type.Shape.Channels);
        return bias.Type.Shape == expected
            ? node.Add(new Add(sums, bias))
            : throw node.Invalid($"the bias of {node.OpType} is {bias.Type}; one number for each output is expected, [{expected}]");
    }
}
