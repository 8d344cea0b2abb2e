// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.IR;

namespace BnnCompiler.Text;

/// <summary>
/// A valid name for every op of a graph, no two alike. Names that are valid and unique already stay, so a text that is read and printed
/// again keeps its names.
/// </summary>
internal sealed class ValueNames
{
    private readonly Dictionary<Op, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastNumber = new(StringComparer.Ordinal);

    /// <summary>Names the ops of <paramref name="graph"/>.</summary>
    public ValueNames(Graph graph)
    {
        foreach (var op in graph.Ops.Where(op => op.Name.Length > 0))
            _names.Add(op, Unique(Valid(op.Name)));

        // Behind the others, so that they take no name that somebody chose.
        foreach (var op in graph.Ops.Where(op => op.Name.Length == 0))
            _names.Add(op, Numbered(op.Kind.Mnemonic, first: 1));
    }

    /// <summary>The graph whose ops are called as in its text, so that the text, read again, gives the same code.</summary>
    public static Graph GiveTo(Graph graph)
    {
        var names = new ValueNames(graph);
        return graph.Rebuild((op, operands) => op.WithOperands(operands).Named(names[op], op.Origin));
    }

    /// <summary>The name of an op, without <c>%</c>.</summary>
    public string this[Op op] => _names[op];

    /// <summary>The nearest text that the grammar takes for a name.</summary>
    public static string Valid(string name)
    {
        var valid = new StringBuilder();
        foreach (char c in name)
            valid.Append(BnnFormat.ContinuesName(c) ? c : '_');
        if (valid.Length == 0 || !BnnFormat.StartsName(valid[0]))
            valid.Insert(0, '_');
        return Cut(valid.ToString(), BnnFormat.MaxNameLength);
    }

    private string Unique(string name) => _taken.Add(name) ? name : Numbered(name + "_", first: 2);

    private string Numbered(string stem, int first)
    {
        int number = _lastNumber.TryGetValue(stem, out int last) ? last + 1 : first;
        string name = WithNumber(stem, number);
        while (!_taken.Add(name))
            name = WithNumber(stem, ++number);
        _lastNumber[stem] = number;
        return name;
    }

    private static string WithNumber(string stem, int number)
    {
        string digits = NumberText.Of(number);
        return Cut(stem, BnnFormat.MaxNameLength - digits.Length) + digits;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length);
}
