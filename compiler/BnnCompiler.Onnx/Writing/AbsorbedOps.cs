// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Writing;

/// <summary>
/// Finds what ONNX says in one node with the op behind it: sums that are divided by their counts (AveragePool), and convolutions with a bias.
/// </summary>
internal sealed class AbsorbedOps
{
    private readonly Dictionary<Divide, AverageCounts> _averages = [];
    private readonly HashSet<Op> _absorbed = [];

    private AbsorbedOps()
    {
    }

    /// <summary>Looks through <paramref name="graph"/>.</summary>
    public static AbsorbedOps Of(Graph graph)
    {
        var found = new AbsorbedOps();
        foreach (var divide in graph.Ops.OfType<Divide>())
        {
            if (divide.Left is SumPool sum && divide.Right is Constant divisors && divide.Type == sum.Type
                && !AverageCounts.AreOnes(sum) && AverageCounts.Of(sum, divisors) is { } counts)
            {
                found._averages.Add(divide, counts);
            }
        }

        var readers = graph.Readers();
        found._absorbed.UnionWith(graph.Ops.Where(op => !graph.Outputs.Contains(op) && found.IsSaidBy(op, readers[op])));
        return found;
    }

    /// <summary>Whether all that reads <paramref name="op"/> says what it computes.</summary>
    public bool Contains(Op op) => _absorbed.Contains(op);

    /// <summary>Whether <paramref name="divide"/> is an average, and what it counts.</summary>
    public bool IsAverage(Divide divide, [NotNullWhen(true)] out AverageCounts? counts) => _averages.TryGetValue(divide, out counts);

    private bool IsSaidBy(Op op, IEnumerable<Op> readers) => op switch
    {
        SumPool => readers.All(reader => reader is Divide divide && _averages.ContainsKey(divide)),
        Conv conv => readers.ToArray() is [Add { Left: Conv, Right: Constant { Type.Shape: { Rank: 1 } bias } } sum]
            && bias[0] == conv.Outputs && Equals(sum.Origin, conv.Origin),
        _ => false,
    };
}
