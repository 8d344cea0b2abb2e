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
    /// <summary>
    /// More ops than this are not looked at together: no network has them between two layers, and every op is the end of a region, so that
    /// without a bound a model could make the compiler's work grow with the square of its length.
    /// </summary>
    public const int MaxOps = 256;

    /// <summary>
    /// The region that ends in <paramref name="result"/>, no deeper than <paramref name="maxDepth"/> ops; null if it has more than
    /// <see cref="MaxOps"/>.
    /// </summary>
    /// <param name="result">The last op.</param>
    /// <param name="maxDepth">The longest way to it.</param>
    /// <param name="throughThresholds">Whether bits that a threshold made are looked through; else they are leaves.</param>
    public static PointwiseRegion? EndingIn(Op result, int maxDepth = int.MaxValue, bool throughThresholds = true)
    {
        bool IsPart(Op op) => (op is PointwiseOp && (op == result || !IsSumOfSums(op))) || (throughThresholds && op is Threshold);
        if (Depths(result, maxDepth, IsPart) is not { } depths)
            return null;
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
            bool isStep = depths.TryGetValue(op, out int depth) && depth < maxDepth && IsPart(op);
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

    /// <summary>Integers that are added up are one tensor to whoever reads them, whatever they are made of.</summary>
    private static bool IsSumOfSums(Op op) => op is Add { Type.Element: ElementType.Int32, Left: not Constant, Right: not Constant };

    /// <summary>The shortest distance of each op from the result, breadth first; null if there are too many.</summary>
    private static Dictionary<Op, int>? Depths(Op result, int maxDepth, Predicate<Op> isPart)
    {
        var depths = new Dictionary<Op, int> { [result] = 0 };
        var queue = new Queue<Op>([result]);
        while (queue.Count > 0)
        {
            var op = queue.Dequeue();
            if (!isPart(op) || depths[op] >= maxDepth)
                continue;
            if (depths.Count > MaxOps)
                return null;
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
