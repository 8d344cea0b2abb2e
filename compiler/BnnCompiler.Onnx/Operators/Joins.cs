// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Concat: several tensors as one.</summary>
internal static class Joins
{
    /// <summary>Of activations along any axis; of integers known at compile time, the parts of a shape.</summary>
    public static Value Concat(NodeImport node)
    {
        var inputs = Enumerable.Range(0, node.InputCount).Select(node.Input).ToList();
        return inputs.Any(input => input is TensorValue) && !inputs.Any(input => input is IntegerValue) ? Joined(node) : ShapeValues.Concat(node);
    }

    // The op joins along the last axis; with the axis moved there, each further operand is joined to what there is.
    private static TensorValue Joined(NodeImport node)
    {
        long named = node.HasAttribute("axis") ? node.Int("axis", 0) : throw node.Invalid("Concat has no axis");
        var values = Enumerable.Range(0, node.InputCount).Select(node.Numeric).ToList();
        if (values.Any(value => value.Meaning != values[0].Meaning))
            throw node.Invalid("Concat joins integers and numbers; parts of one element type are expected");
        var parts = values.Select(value => value.Op).ToList();
        int rank = parts[0].Type.Shape.Rank, axis = node.Axis(named, rank);
        if (parts.Find(part => part.Type.Shape.Rank != rank) is { } other)
            throw node.Invalid($"Concat joins {parts[0].Type} and {other.Type}; parts with the same number of axes are expected");
        node.RefuseToTouchBatch(axis == 0);
        ImmutableArray<int> order = [.. Enumerable.Range(0, rank).Where(place => place != axis), axis];
        var joined = parts.Select(part => node.Transposed(part, order)).Aggregate((left, right) => node.Add(new Concat(left, right)));
        return values[0] with
        {
            Op = node.Transposed(joined, Transpose.Inverse(order)),
            Bounds = values.Select(value => value.Bounds).Aggregate((left, right) => left.With(right)),
        };
    }
}
