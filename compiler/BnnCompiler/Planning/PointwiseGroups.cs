// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Planning;

/// <summary>
/// Pointwise ops of one shape that are computed together, element by element, so that what lies between them stays in registers: an op
/// joins the group of its readers if all of them are in the same one.
/// </summary>
internal sealed class PointwiseGroups
{
    private readonly Dictionary<Op, Op> _groupOf = [];
    private readonly ILookup<Op, Op> _members;

    private PointwiseGroups(Graph graph)
    {
        var readers = graph.Readers();
        foreach (var op in graph.Ops.Reverse())
        {
            if (op is not PointwiseOp)
                continue;
            var groups = readers[op].Select(reader => reader.Type.Shape == op.Type.Shape ? GroupOf(reader) : null).Distinct().ToArray();
            _groupOf[op] = groups is [{ } only] && !graph.Outputs.Contains(op) ? only : op;
        }

        _members = graph.Ops.Where(_groupOf.ContainsKey).ToLookup(op => _groupOf[op]);
    }

    /// <summary>The groups of a graph.</summary>
    public static PointwiseGroups Of(Graph graph) => new(graph);

    private Op? GroupOf(Op op) => _groupOf.TryGetValue(op, out var group) ? group : null;

    /// <summary>Whether an op's value is only needed inside a group.</summary>
    public bool IsAbsorbed(Op op) => _groupOf.TryGetValue(op, out var group) && group != op;

    /// <summary>The ops that are computed with <paramref name="result"/>, which is the last of them.</summary>
    public ImmutableArray<Op> Members(Op result) => _groupOf.ContainsKey(result) ? [.. _members[result]] : [result];
}
