// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// The pointwise ops behind an op: everything one reaches from it through pointwise ops and thresholds, and the tensors these read.
/// </summary>
/// <param name="Steps">The ops, each after its operands; the last one is the op that was asked for.</param>
/// <param name="Leaves">What they read that is neither one of them nor a constant.</param>
internal sealed record PointwiseRegion(ImmutableArray<Op> Steps, ImmutableArray<Op> Leaves)
{
    /// <summary>Whether an op computes each element from the elements at the same place.</summary>
    public static bool IsPointwise(Op op) => op is PointwiseOp or Threshold;

    /// <summary>The region that ends in <paramref name="result"/>, no deeper than <paramref name="maxDepth"/> ops.</summary>
    public static PointwiseRegion EndingIn(Op result, int maxDepth = int.MaxValue)
    {
        var depths = Depths(result, maxDepth);
        var steps = ImmutableArray.CreateBuilder<Op>();
        var leaves = ImmutableArray.CreateBuilder<Op>();
        var done = new HashSet<Op>();
        var pending = new Stack<(Op Op, int Next)>();
        pending.Push((result, 0));
        while (pending.Count > 0)
        {
            var (op, next) = pending.Pop();
            if (done.Contains(op) || op is Constant)
                continue;
            bool isStep = depths.TryGetValue(op, out int depth) && depth < maxDepth && IsPointwise(op);
            if (isStep && next < op.Operands.Length)
            {
                pending.Push((op, next + 1));
                pending.Push((op.Operands[next], 0));
                continue;
            }

            done.Add(op);
            (isStep ? steps : leaves).Add(op);
        }

        return new(steps.ToImmutable(), leaves.ToImmutable());
    }

    /// <summary>The shortest distance of each pointwise op from the result, breadth first.</summary>
    private static Dictionary<Op, int> Depths(Op result, int maxDepth)
    {
        var depths = new Dictionary<Op, int> { [result] = 0 };
        var queue = new Queue<Op>([result]);
        while (queue.Count > 0)
        {
            var op = queue.Dequeue();
            if (!IsPointwise(op) || depths[op] >= maxDepth)
                continue;
            foreach (var operand in op.Operands)
            {
                if (!depths.ContainsKey(operand))
                {
                    depths[operand] = depths[op] + 1;
                    queue.Enqueue(operand);
                }
            }
        }

        return depths;
    }
}
