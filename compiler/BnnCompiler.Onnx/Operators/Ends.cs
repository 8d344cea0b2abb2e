// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;

namespace BnnCompiler.Onnx.Operators;

/// <summary>
/// What classifiers do with their scores: the compiled network returns the scores, and whoever wants a class takes the index of the
/// first maximum. None of this changes which class that is.
/// </summary>
internal static class Ends
{
    /// <summary>The index of the greatest score.</summary>
    public static Value ArgMax(NodeImport node)
    {
        long axis = node.Int("axis", 0);
        node.Ignore("keepdims");
        if (node.Int("select_last_index", 0) != 0)
            throw node.Unsupported("ArgMax takes the last of equal scores; the compiled network's class is the first");
        return ClassIndex(node, axis);
    }

    /// <summary>The index of the greatest score, as the first of one.</summary>
    public static Value TopK(NodeImport node)
    {
        long axis = node.Int("axis", -1), attribute = node.Int("k", 0);
        node.Ignore("sorted");
        bool isLargest = node.Int("largest", 1) != 0;
        if (!isLargest || (node.Has(1) ? node.Integers(1, "k") : [attribute]) is not [1])
            throw node.Unsupported("TopK is supported with k=1 and largest=1, where it gives the class");
        return ClassIndex(node, axis);
    }

    /// <summary>Probabilities from scores.</summary>
    public static Value Softmax(NodeImport node)
    {
        // Before operator set 13, the axis is where the tensor is split into rows and columns, and defaults to 1.
        var scores = Scores(node, node.Int("axis", node.Context.Opset < 13 ? 1 : -1));
        return new EndValue(scores, EndKind.Probabilities, node.Origin);
    }

    private static EndValue ClassIndex(NodeImport node, long axis)
    {
        var scores = node.Input(0) is EndValue { Kind: EndKind.Probabilities } softmax ? softmax.Scores : Scores(node, axis);
        return new(scores, EndKind.ClassIndex, node.Origin);
    }

    private static Op Scores(NodeImport node, long axis)
    {
        var scores = node.Float(0);
        var shape = scores.Type.Shape;
        return shape.Rank > 0 && shape[node.Axis(axis, shape.Rank)] == shape.ElementCount
            ? scores
            : throw node.Unsupported(
                $"{node.OpType} along axis {NumberText.Of(axis)} of {scores.Type}; one row of scores along that axis is expected");
    }
}
