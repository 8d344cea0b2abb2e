// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Constants, and the integers with which exporters compute shapes; all are known while importing.</summary>
internal static class ShapeValues
{
    /// <summary>A constant in the graph.</summary>
    public static Value Constant(NodeImport node)
    {
        if (node.TensorAttribute("value") is { } tensor)
            return tensor;
        if (node.HasAttribute("value_float"))
            return new TensorValue(node.Add(Constants.Scalar(node.Float("value_float", 0))));
        if (node.HasAttribute("value_int"))
            return new IntegerValue([], [node.Int("value_int", 0)]);
        if (node.Floats("value_floats") is { } floats)
            return new TensorValue(node.Add(new Constant(Tensor.Of(new(floats.Length), floats))));
        if (node.Ints("value_ints") is { } integers)
            return Vector(integers);
        throw node.Unsupported("Constant has no value that is a dense tensor of numbers");
    }

    /// <summary>One value everywhere.</summary>
    public static Value ConstantOfShape(NodeImport node)
    {
        var value = node.TensorAttribute("value") ?? new TensorValue(node.Add(Constants.Scalar(0)));
        var extents = node.Integers(0, "the shape");
        if (value is IntegerValue { Values.Length: 1 } integer)
            return Repeat(node, integer with { Extents = [] }, ToShape(node, extents));
        if (value is not TensorValue { Op: Constant { Type.Shape.ElementCount: 1 } constant } tensor)
            throw node.Invalid("the value of ConstantOfShape is not a single number");
        return tensor with { Op = node.Context.Constants.Rearrange(constant, ToShape(node, extents), _ => 0, node.Origin) };
    }

    /// <summary>The extents of a tensor.</summary>
    public static Value Shape(NodeImport node)
    {
        ImmutableArray<int> extents = node.Input(0) is IntegerValue integers ? integers.Extents : node.Tensor(0).Op.Type.Shape.Extents;
        int start = Bound(node.Int("start", 0)), end = Bound(node.Int("end", extents.Length));
        return Vector([.. extents.Skip(start).Take(end - start).Select(extent => (long)extent)]);

        int Bound(long place) => (int)Math.Clamp(place < 0 ? place + extents.Length : place, 0, extents.Length);
    }

    /// <summary>Elements by index.</summary>
    public static Value Gather(NodeImport node)
    {
        node.Axis(node.Int("axis", 0), 1);
        var source = Known(node, 0);
        if (source.Extents.Length != 1 || node.Input(1) is not IntegerValue indices)
            throw node.Unsupported("Gather is supported where exporters use it, on the shape of a tensor");
        return indices with { Values = [.. indices.Values.Select(index => source.Values[node.Axis(index, source.Values.Length)])] };
    }

    /// <summary>Several vectors as one.</summary>
    public static Value Concat(NodeImport node)
    {
        node.Axis(node.Int("axis", 0), 1);
        var parts = Enumerable.Range(0, node.InputCount).Select(i => Known(node, i)).ToList();
        if (parts.Any(part => part.Extents.Length != 1))
            throw node.Invalid("Concat joins vectors; a part with another number of axes is found");
        long length = parts.Sum(part => (long)part.Values.Length);
        node.Context.Constants.Count(length, parts.Max(part => part.Values.Length), node.Origin);
        return Vector([.. parts.SelectMany(part => part.Values)]);
    }

    /// <summary>A part of a vector.</summary>
    public static Value Slice(NodeImport node)
    {
        var source = Known(node, 0);
        long start = Part("starts", 1, 0), end = Part("ends", 2, long.MaxValue), step = Part("steps", 4, 1);
        if (Part("axes", 3, 0) is not (0 or -1) || source.Extents.Length != 1 || step == 0)
            throw node.Unsupported("Slice is supported where exporters use it, on the shape of a tensor");

        int length = source.Values.Length;
        long first = Clamp(start, step > 0 ? 0 : -1), last = Clamp(end, step > 0 ? 0 : -1);
        var values = ImmutableArray.CreateBuilder<long>();
        for (long i = first; step > 0 ? i < last : i > last; i = step > length || step < -length ? last : i + step)
            values.Add(source.Values[(int)i]);
        return Vector(values.ToImmutable());

        long Part(string name, int input, long ifMissing)
        {
            var attribute = node.Ints(name);
            var given = node.Has(input) ? node.Integers(input, name) : attribute;
            return given switch
            {
                null => ifMissing,
                [var only] => only,
                _ => throw node.Unsupported($"Slice has several {name}; one is supported"),
            };
        }

        // Backward slices may start at the last element and end before the first.
        long Clamp(long place, int least) => Math.Clamp(place < 0 ? Math.Max(place, -length - 1) + length : place, least, length + least);
    }

    /// <summary>A function of two integer tensors, element by element.</summary>
    public static IntegerValue Combine(NodeImport node, IntegerValue left, IntegerValue right, Func<long, long, long> function)
    {
        var shape = Broadcasting.Of(ToShape(node, left.Extents), ToShape(node, right.Extents));
        IntegerValue a = Repeat(node, left, shape), b = Repeat(node, right, shape);
        return Computed(node, () => new(shape.Extents, [.. a.Values.Zip(b.Values, function)]));
    }

    /// <summary>A function of each integer.</summary>
    public static IntegerValue Map(NodeImport node, IntegerValue integers, Func<long, long> function) =>
        Computed(node, () => integers with { Values = [.. integers.Values.Select(function)] });

    /// <summary>Integers from one tensor or the other.</summary>
    public static IntegerValue Choose(NodeImport node, Constant condition, IntegerValue whenTrue, IntegerValue whenFalse)
    {
        var choices = Broadcasting.Of(ToShape(node, whenTrue.Extents), ToShape(node, whenFalse.Extents));
        var shape = Broadcasting.Of(condition.Type.Shape, choices);
        IntegerValue a = Repeat(node, whenTrue, shape), b = Repeat(node, whenFalse, shape);
        return new(shape.Extents, [.. Enumerable.Range(0, shape.ElementCount).Select(i =>
            condition.Floats.Values[Broadcasting.SourceIndex(shape, condition.Type.Shape, i)] != 0 ? a.Values[i] : b.Values[i])]);
    }

    /// <summary>Integers repeated to a shape, as ONNX broadcasts them.</summary>
    public static IntegerValue Repeat(NodeImport node, IntegerValue integers, Shape target)
    {
        var source = ToShape(node, integers.Extents);
        var shape = Broadcasting.Of(source, target);
        node.Context.Constants.Count(shape.ElementCount, source.ElementCount, node.Origin);
        var places = Enumerable.Range(0, shape.ElementCount).Select(i => Broadcasting.SourceIndex(shape, source, i));
        return new(shape.Extents, [.. places.Select(place => integers.Values[place])]);
    }

    /// <summary>Integers as the extents of a tensor.</summary>
    public static Shape ToShape(NodeImport node, IReadOnlyCollection<long> extents)
    {
        if (extents.Count > node.Limits.Rank || extents.Any(extent => extent is < 1 or > int.MaxValue))
        {
            throw node.Unsupported(
                $"{node.OpType} asks for the shape [{string.Join(", ", extents.Take(16).Select(NumberText.Of))}]; "
                + $"at most {NumberText.Of(node.Limits.Rank)} positive extents are expected");
        }

        return new([.. extents.Select(extent => (int)extent)]);
    }

    private static Shape ToShape(NodeImport node, ImmutableArray<int> extents) =>
        ToShape(node, [.. extents.Select(extent => (long)extent)]);

    private static IntegerValue Known(NodeImport node, int input) => node.Input(input) as IntegerValue
        ?? throw node.Unsupported(
            $"{node.OpType} is supported where exporters use it, on the shape of a tensor; input {NumberText.Of(input)} is none");

    private static IntegerValue Vector(ImmutableArray<long> values) => new([values.Length], values);

    private static IntegerValue Computed(NodeImport node, Func<IntegerValue> compute)
    {
        try
        {
            return compute();
        }
        catch (Exception fault) when (fault is OverflowException or DivideByZeroException)
        {
            throw node.Invalid($"{node.OpType} on integers overflows or divides by zero");
        }
    }
}
