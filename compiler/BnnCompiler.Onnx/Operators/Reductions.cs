// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>
/// ReduceMean, ReduceSum and ReduceMax: of images over rows and columns, which is a pool with one window; of constants over any axes, computed
/// in float64 and rounded once.
/// </summary>
internal static class Reductions
{
    /// <summary>The mean of the elements along some axes.</summary>
    public static Value Mean(NodeImport node) => Reduce(node, new(0, (sum, x) => sum + x, (sum, count) => sum / count, (image, window) =>
        Pools.Divided(node, node.Add(new SumPool(image, window)), [window.Rows.Size], [window.Columns.Size])));

    /// <summary>The sum of the elements along some axes.</summary>
    public static Value Sum(NodeImport node) => Reduce(node, new(0, (sum, x) => sum + x, (sum, _) => sum, (image, window) =>
        node.Add(new SumPool(image, window))));

    /// <summary>The greatest element along some axes.</summary>
    public static Value Max(NodeImport node) => Reduce(node, new(double.NegativeInfinity, Math.Max, (greatest, _) => greatest, (image, window) =>
        node.Add(new MaxPool(image, window))));

    /// <summary>How elements become one: of constants by folding, finished with their number; of images by a pool.</summary>
    private sealed record Reduction(
        double Start, Func<double, double, double> Combine, Func<double, int, double> Finish, Func<Op, Window, Op> OfImages);

    private static TensorValue Reduce(NodeImport node, Reduction reduction)
    {
        bool keeps = node.Int("keepdims", 1) != 0, isNothingIfEmpty = node.Int("noop_with_empty_axes", 0) != 0;
        var attribute = node.Ints("axes");
        var given = node.Has(1) ? node.Integers(1, "the axes") : attribute ?? [];
        var x = node.Float(0);
        var shape = x.Type.Shape;
        if (given.Length == 0 && isNothingIfEmpty)
            return new TensorValue(x);
        HashSet<int> axes = given.Length == 0 ? [.. Enumerable.Range(0, shape.Rank)] : [.. given.Select(axis => node.Axis(axis, shape.Rank))];
        node.RefuseToTouchBatch(axes.Contains(0));
        var kept = Enumerable.Range(0, shape.Rank).Where(axis => keeps || !axes.Contains(axis));
        var result = new Shape([.. kept.Select(axis => axes.Contains(axis) ? 1 : shape[axis])]);
        var reduced = x is Constant constant ? OfConstant(node, constant, axes, reduction) : OfImage(node, x, axes, reduction);
        return new TensorValue(node.Reshaped(reduced, result));
    }

    private static Op OfConstant(NodeImport node, Constant constant, HashSet<int> axes, Reduction reduction)
    {
        var shape = constant.Type.Shape;
        var result = new Shape([.. shape.Extents.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)]);
        node.Context.Constants.Count(shape.ElementCount, shape.ElementCount, node.Origin);
        double[] folded = [.. Enumerable.Repeat(reduction.Start, result.ElementCount)];
        var strides = Transpose.Strides(result, [.. Enumerable.Range(0, result.Rank)]);
        for (int i = 0; i < shape.ElementCount; i++)
        {
            int place = Place(shape, axes, strides, i);
            folded[place] = reduction.Combine(folded[place], constant.Floats.Values[i]);
        }

        int count = shape.ElementCount / result.ElementCount;
        return node.Add(new Constant(Tensor.Of(result, [.. folded.Select(value => (float)reduction.Finish(value, count))])));
    }

    // Where an element of a tensor goes in the reduced one.
    private static int Place(Shape shape, HashSet<int> axes, ImmutableArray<int> strides, int index)
    {
        int place = 0;
        for (int axis = shape.Rank - 1; axis >= 0; index /= shape[axis], axis--)
            place += axes.Contains(axis) ? 0 : index % shape[axis] * strides[axis];
        return place;
    }

    private static Op OfImage(NodeImport node, Op x, HashSet<int> axes, Reduction reduction)
    {
        var shape = x.Type.Shape;
        int[] reduced = [.. axes.Where(axis => shape[axis] > 1).Order()];
        if (reduced.Length == 0)
            return x;
        bool isFirst = reduced[0] >= 2, isLast = reduced[0] >= 1 && reduced[^1] <= shape.Rank - 2;
        if (shape.Rank is not (3 or 4) || shape[0] != 1 || !(isFirst || isLast))
        {
            throw node.Unsupported(
                $"{node.OpType} reduces axis {string.Join(" and axis ", reduced.Select(axis => NumberText.Of(axis)))} of {x.Type}; "
                + "the spatial axes of an image [1, channels, height, width] can be reduced");
        }

        // Channels on the last axis, if that is how the axes are meant; then rows and columns are before them.
        ImmutableArray<int> order = isFirst ? AxisOrder.ToChannelsLast(shape.Rank) : [.. Enumerable.Range(0, shape.Rank)];
        var ordered = node.Transposed(x, order);
        var extents = ordered.Type.Shape.Extents;
        var image = shape.Rank == 4 ? ordered : node.Reshaped(ordered, new(1, 1, extents[1], extents[2]));
        int[] sizes = [.. Enumerable.Range(1, shape.Rank - 2).Select(axis => reduced.Contains(order[axis]) ? extents[axis] : 1)];
        int rows = shape.Rank == 4 ? sizes[0] : 1;
        WindowAttributes.CheckTaps(node, rows, sizes[^1]);
        var pooled = reduction.OfImages(image, Window.Of(rows, sizes[^1]));
        var back = node.Reshaped(pooled, new([.. extents.Select((extent, axis) => reduced.Contains(order[axis]) ? 1 : extent)]));
        return node.Transposed(back, Transpose.Inverse(order));
    }
}
