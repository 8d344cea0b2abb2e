// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Windows of an image that are summed up in one number per channel. An average is a sum divided by a count.</summary>
internal static class Pools
{
    /// <summary>The greatest element of each window.</summary>
    public static Value MaxPool(NodeImport node)
    {
        // The order in which the second output counts elements; that output is not supported.
        node.Ignore("storage_order");
        var value = node.Numeric(0);
        var image = node.ToImage(value.Op);
        var pool = node.Add(new MaxPool(image, Attributes(node, value.Op).On(image.Type.Shape)));
        return value with { Op = node.FromImage(pool, value.Op.Type.Shape.Rank) };
    }

    /// <summary>The mean of each window.</summary>
    public static Value AveragePool(NodeImport node)
    {
        var x = node.Float(0);
        var image = node.ToImage(x);
        var attributes = Attributes(node, x);
        var sums = node.Add(new SumPool(image, attributes.On(image.Type.Shape)));
        var (rows, columns) = attributes.Counts(image.Type.Shape, node.Int("count_include_pad", 0) != 0);
        return Pooled(node, x, Divided(node, sums, rows, columns));
    }

    /// <summary>The greatest element of each channel.</summary>
    public static Value GlobalMaxPool(NodeImport node)
    {
        var value = node.Numeric(0);
        var image = node.ToImage(value.Op);
        var pool = node.Add(new MaxPool(image, Whole(node, image.Type.Shape)));
        return value with { Op = node.FromImage(pool, value.Op.Type.Shape.Rank) };
    }

    /// <summary>The mean of each channel.</summary>
    public static Value GlobalAveragePool(NodeImport node)
    {
        var x = node.Float(0);
        var image = node.ToImage(x);
        var shape = image.Type.Shape;
        var sums = node.Add(new SumPool(image, Whole(node, shape)));
        return Pooled(node, x, Divided(node, sums, [shape[1]], [shape[2]]));
    }

    /// <summary>A window over all rows and columns, within the limits.</summary>
    public static Window Whole(NodeImport node, Shape image)
    {
        WindowAttributes.CheckTaps(node, image[1], image[2]);
        return Window.Of(image[1], image[2]);
    }

    /// <summary>Sums divided by their counts, which are a product of one number for the row and one for the column.</summary>
    public static Op Divided(NodeImport node, Op sums, ImmutableArray<int> rows, ImmutableArray<int> columns)
    {
        if (rows.Distinct().Count() == 1 && columns.Distinct().Count() == 1)
        {
            long count = (long)rows[0] * columns[0];
            return count == 1 ? sums : node.Add(new Divide(sums, Constants.Scalar(count)));
        }

        node.Context.Constants.Count((long)rows.Length * columns.Length, Math.Max(rows.Length, columns.Length), node.Origin);
        var counts = from row in rows from column in columns select (float)(row * (long)column);
        var divisors = new Constant(Tensor.Of(new(1, rows.Length, columns.Length, 1), [.. counts]));
        return node.Add(new Divide(sums, node.Add(divisors)));
    }

    private static TensorValue Pooled(NodeImport node, Op x, Op pool) => new(node.FromImage(pool, x.Type.Shape.Rank));

    private static WindowAttributes Attributes(NodeImport node, Op x)
    {
        var kernel = node.Ints("kernel_shape") ?? throw node.Invalid($"{node.OpType} has no kernel_shape");
        int axes = x.Type.Shape.Rank - 2;
        return kernel.Length == axes
            ? new(node, kernel) { RoundsUp = node.Int("ceil_mode", 0) != 0 }
            : throw node.Invalid(
                $"kernel_shape of {node.OpType} has {NumberText.Of(kernel.Length)} axes; "
                + $"the input, {x.Type}, has {NumberText.Of(axes)} spatial ones");
    }
}
