// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Analysis;

/// <summary>What a tensor is made of.</summary>
internal static class Predecessors
{
    /// <summary><paramref name="op"/> and every op that it reads, directly or through others, each once.</summary>
    public static IEnumerable<Op> Of(Op op)
    {
        var seen = new HashSet<Op>();
        var pending = new Stack<Op>([op]);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
                continue;
            yield return next;
            foreach (var operand in next.Operands)
                pending.Push(operand);
        }
    }

    /// <summary>Whether <paramref name="op"/> is made of pixels of 8 bits.</summary>
    public static bool IncludePixels(Op op) => Of(op).Any(read => read is Ops.Input { Type.Element: ElementType.UInt8 });
}
