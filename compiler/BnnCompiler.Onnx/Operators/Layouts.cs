// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Operators that keep the elements and change their arrangement.</summary>
internal static class Layouts
{
    /// <summary>Another shape: 0 keeps an extent, -1 takes what is left.</summary>
    public static Value Reshape(NodeImport node)
    {
        bool allowZero = node.Int("allowzero", 0) != 0;
        var target = node.Has(1) ? node.Integers(1, "the shape") : node.Ints("shape") ?? throw node.Invalid("Reshape has no shape");
        return Rearranged(node, extents => Target(node, extents, target, allowZero));
    }

    /// <summary>A matrix: the axes before <c>axis</c> are its rows.</summary>
    public static Value Flatten(NodeImport node)
    {
        long axis = node.Int("axis", 1);
        return Rearranged(node, extents =>
        {
            int split = axis == extents.Length ? extents.Length : node.Axis(axis, extents.Length);
            node.RefuseToTouchBatch(split == 0);
            return [Product(extents[..split]), Product(extents[split..])];
        });
    }

    /// <summary>Without the given axes of extent 1, or without all of them.</summary>
    public static Value Squeeze(NodeImport node)
    {
        var axes = Axes(node);
        return Rearranged(node, extents =>
        {
            var dropped = axes is null
                ? [.. Enumerable.Range(0, extents.Length).Where(axis => extents[axis] == 1 && !(node.ReadsBatch && axis == 0))]
                : axes.Value.Select(axis => node.Axis(axis, extents.Length)).ToHashSet();
            node.RefuseToTouchBatch(dropped.Contains(0));
            if (dropped.Any(axis => extents[axis] != 1))
                throw node.Invalid("Squeeze drops an axis whose extent is not 1");
            return [.. extents.Where((_, axis) => !dropped.Contains(axis))];
        });
    }

    /// <summary>With axes of extent 1 at the given places of the result.</summary>
    public static Value Unsqueeze(NodeImport node)
    {
        var axes = Axes(node) ?? throw node.Invalid("Unsqueeze has no axes");
        return Rearranged(node, extents =>
        {
            int rank = extents.Length + axes.Length;
            if (rank > node.Limits.Rank)
            {
                throw node.Unsupported(
                    $"the result of Unsqueeze has {NumberText.Of(rank)} axes; "
                    + $"at most {NumberText.Of(node.Limits.Rank)} are supported");
            }

            var added = axes.Select(axis => node.Axis(axis, rank)).ToHashSet();
            if (added.Count != axes.Length)
                throw node.Invalid("Unsqueeze names an axis twice");
            node.RefuseToTouchBatch(added.Contains(0));
            var kept = new Queue<int>(extents);
            return [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : kept.Dequeue())];
        });
    }

    /// <summary>Axes in another order.</summary>
    public static Value Transpose(NodeImport node)
    {
        var value = node.Tensor(0);
        var shape = value.Op.Type.Shape;
        var given = node.Ints("perm") ?? [.. Enumerable.Range(0, shape.Rank).Reverse().Select(axis => (long)axis)];
        int[] order = given.Select(axis => node.Axis(axis, shape.Rank)).ToArray();
        if (order.Length != shape.Rank || order.Distinct().Count() != order.Length)
            throw node.Invalid($"perm of Transpose does not name each of the {NumberText.Of(shape.Rank)} axes once");

        node.RefuseToTouchBatch(order.Length > 0 && order[0] != 0);
        return value with { Op = node.Transposed(value.Op, [.. order]) };
    }

    /// <summary>A constant repeated to a shape; an activation only where that changes nothing.</summary>
    public static Value Expand(NodeImport node)
    {
        var target = ShapeValues.ToShape(node, node.Integers(1, "the shape"));
        if (node.Input(0) is IntegerValue integers)
            return ShapeValues.Repeat(node, integers, target);
        var value = node.Tensor(0);
        var result = Broadcasting.Of(value.Op.Type.Shape, target);
        if (result.ElementCount == value.Op.Type.Shape.ElementCount)
            return value with { Op = node.Reshaped(value.Op, result) };
        if (value.Op is not Constant constant)
            throw node.Unsupported($"Expand repeats an activation, {value.Op.Type}, to [{result}]; only constants can be repeated");
        var shape = constant.Type.Shape;
        Func<int, int> source = i => Broadcasting.SourceIndex(result, shape, i);
        return value with { Op = node.Context.Constants.Rearrange(constant, result, source, node.Origin) };
    }

    /// <summary>x.</summary>
    public static Value Identity(NodeImport node) => node.Input(0);

    /// <summary>x: nothing is dropped at inference.</summary>
    public static Value Dropout(NodeImport node)
    {
        node.Ignore("ratio", "seed", "is_test");
        if (node.Has(2) && node.Tensor(2).Op is not Constant { Floats.Values: [0] })
            throw node.Unsupported("Dropout is in training mode; export the model in evaluation mode");
        return node.Input(0);
    }

    private static ImmutableArray<long>? Axes(NodeImport node)
    {
        var attribute = node.Ints("axes");
        return node.Has(1) ? node.Integers(1, "the axes") : attribute;
    }

    private static Value Rearranged(NodeImport node, Func<ImmutableArray<int>, ImmutableArray<int>> extents)
    {
        var input = node.Input(0);
        if (input is EndValue)
            return input;
        if (input is not IntegerValue integers)
        {
            var tensor = node.Tensor(0);
            return tensor with { Op = node.Reshaped(tensor.Op, new(extents(tensor.Op.Type.Shape.Extents))) };
        }

        var result = extents(integers.Extents);
        return Product(result) == integers.Values.Length
            ? integers with { Extents = result }
            : throw node.Invalid($"{node.OpType} changes the number of elements");
    }

    private static ImmutableArray<int> Target(NodeImport node, ImmutableArray<int> source, ImmutableArray<long> target, bool allowZero)
    {
        if (target.Length > node.Limits.Rank)
        {
            throw node.Unsupported(
                $"Reshape asks for {NumberText.Of(target.Length)} axes; "
                + $"at most {NumberText.Of(node.Limits.Rank)} are supported");
        }

        long[] extents = new long[target.Length];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            extents[axis] = target[axis] != 0 || allowZero ? target[axis]
                : axis < source.Length ? source[axis]
                : throw node.Invalid($"the shape of Reshape keeps axis {NumberText.Of(axis)}, which its input does not have");
        }

        long size = Product(source);
        int open = Array.IndexOf(extents, -1);
        FitBatch(node, extents, size, open);
        if (open >= 0 && Known(extents) is > 0 and var known && size % known == 0)
            extents[open] = size / known;
        if (extents.Any(extent => extent is < 0 or > int.MaxValue) || Known(extents) != size)
        {
            throw node.Invalid(
                $"Reshape cannot arrange [{string.Join(", ", source.Select(e => NumberText.Of(e)))}] as "
                + $"[{string.Join(", ", target.Select(NumberText.Of))}]: the number of elements differs");
        }

        return [.. extents.Select(extent => (int)extent)];
    }

    // A model exported for a batch of 32 reshapes to [32, 784], or to [32, -1]; it is compiled for one example.
    private static void FitBatch(NodeImport node, long[] extents, long size, int open)
    {
        int batch = node.Context.Batch;
        if (!node.ReadsBatch || extents.Length == 0)
            return;
        if (extents[0] == batch && (open > 0 || Known(extents) == (decimal)size * batch))
            extents[0] = 1;
        node.RefuseToTouchBatch(open > 0 && extents[0] > 1);
    }

    // The product of the extents that are given; -1 if it is absurd.
    private static long Known(long[] extents)
    {
        decimal product = 1;
        foreach (long extent in extents.Where(extent => extent != -1))
        {
            product *= extent;
            if (product is < 0 or > int.MaxValue)
                return -1;
        }

        return (long)product;
    }

    private static int Product(IEnumerable<int> extents) => extents.Aggregate(1, (product, extent) => product * extent);
}
