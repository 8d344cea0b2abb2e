// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>What layers read.</summary>
internal static class Activations
{
    /// <summary>
    /// The ops whose results, moved and pooled at most, are read by a layer of an imported graph with weights of few values: they are worth being
    /// codes.
    /// </summary>
    public static HashSet<Op> ReadByFewValuedLayers(Graph graph)
    {
        var found = new HashSet<Op>();

        // A code of 0 has lost the sign that float32 gives zeros, which only a quotient by it would show.
        if (graph.Ops.Any(op => op is Divide { Right: not Constant }))
            return found;
        var pending = new Stack<Op>(graph.Ops.Where(IsFewValued).Select(layer => layer.Operands[0]));
        var seen = new HashSet<Op>();
        while (pending.Count > 0)
        {
            var op = pending.Pop();
            if (!seen.Add(op))
                continue;
            if (op is not (Reshape or Transpose or Pad or MaxPool))
                found.Add(op);
            if (op is Reshape or Transpose or Pad or MaxPool or Concat || IsShortcut(op))
            {
                foreach (var operand in op.Operands)
                    pending.Push(operand);
            }
            else if (op is PointwiseOp && PointwiseRegion.EndingIn(op) is { } region)
            {
                // Averages: sums of windows, with what divides them. They are summed as codes.
                found.UnionWith(region.Leaves.OfType<SumPool>());
            }
        }

        return found;
    }

    /// <summary>
    /// A sum of two activations: no function of one tensor, as a sum of comparisons is, which is one activation, and no x + (b - x), which stands
    /// for b.
    /// </summary>
    private static bool IsShortcut(Op op) => op is Add { Left: not Constant, Right: not Constant } add
        && PointwiseRegion.EndingIn(add) is not { Leaves.Length: 1 }
        && !(add.Left is Subtract left && left.Right == add.Right) && !(add.Right is Subtract right && right.Right == add.Left);

    private static bool IsFewValued(Op op) =>
        op is Dense or Conv && op.Operands[1] is Constant weights
            && (BinaryWeights.TryOf(weights) is not null || IntegerWeights.TryOf(weights) is not null);
}
