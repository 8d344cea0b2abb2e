// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Writing;

/// <summary>
/// Finds what ONNX says in one node with the op behind it: sums that are divided by their counts (AveragePool), and convolutions with a bias.
/// </summary>
internal sealed class AbsorbedOps
{
    private readonly Dictionary<Divide, bool> _averages = [];
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
            if (divide.Left is SumPool sum && divide.Right is Constant counts && CountsPadding(sum, counts, divide.Type) is { } countsPadding)
                found._averages.Add(divide, countsPadding);
        }

        var readers = graph.Readers();
        found._absorbed.UnionWith(graph.Ops.Where(op => !graph.Outputs.Contains(op) && found.IsSaidBy(op, readers[op])));
        return found;
    }

    /// <summary>Whether all that reads <paramref name="op"/> says what it computes.</summary>
    public bool Contains(Op op) => _absorbed.Contains(op);

    /// <summary>Whether <paramref name="divide"/> is an average, and whether padding counts as elements.</summary>
    public bool IsAverage(Divide divide, out bool countsPadding) => _averages.TryGetValue(divide, out countsPadding);

    private bool IsSaidBy(Op op, IEnumerable<Op> readers) => op switch
    {
        SumPool => readers.All(reader => reader is Divide divide && _averages.ContainsKey(divide)),
        Conv conv => readers.ToArray() is [Add { Left: Conv, Right: Constant { Type.Shape: { Rank: 1 } bias } } sum]
            && bias[0] == conv.Outputs && Equals(sum.Origin, conv.Origin),
        _ => false,
    };

    // True where the divisors are the taps of the window, false where they are those inside of the image, null where they are neither.
    private static bool? CountsPadding(SumPool sum, Constant counts, TensorType result)
    {
        if (result != sum.Type)
            return null;
        if (counts.Floats.Values.All(count => count == sum.Window.Taps))
            return true;
        int height = sum.Type.Shape[1], width = sum.Type.Shape[2];
        for (int i = 0; i < result.Shape.ElementCount; i++)
        {
            int pixel = i / result.Shape[3];
            int taps = sum.Window.Rows.ValidTaps(pixel / width, sum.Input.Type.Shape[1]).Count()
                * sum.Window.Columns.ValidTaps(pixel % width, sum.Input.Type.Shape[2]).Count();
            if (pixel >= height * width || counts.Floats.Values[Broadcasting.SourceIndex(result.Shape, counts.Type.Shape, i)] != taps)
                return null;
        }

        return false;
    }
}
