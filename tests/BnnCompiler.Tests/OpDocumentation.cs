// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Text;

namespace BnnCompiler.Tests;

/// <summary>
/// The sections of docs/ir.md, one for each op. An example holds the values it is run with: <c>; given %x = [1, 2]</c> for each input, and
/// <c>; gives [3]</c>, worked out by hand.
/// </summary>
internal static partial class OpDocumentation
{
    private static readonly string Page = File.ReadAllText(SharedFiles.InRepository("docs/ir.md")).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Every example on the page.</summary>
    public static IEnumerable<string> Examples => Example().Matches(Page).Select(match => match.Groups[1].Value);

    /// <summary>The text of an op's section, up to the next heading.</summary>
    public static string Section(OpKind kind)
    {
        int start = Page.IndexOf($"\n### {kind.Mnemonic}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/ir.md: add a section '### {kind.Mnemonic}' with its formula and an example.");
        int end = Page.IndexOf("\n#", start + 1, StringComparison.Ordinal);
        return end < 0 ? Page[start..] : Page[start..end];
    }

    /// <summary>The example of an op.</summary>
    public static string ExampleOf(OpKind kind)
    {
        var example = Example().Match(Section(kind));
        Assert.True(example.Success, $"docs/ir.md: the section '### {kind.Mnemonic}' has no example; add a block ```bnn.");
        return example.Groups[1].Value;
    }

    /// <summary>The values that an example gives to the inputs of its graph.</summary>
    public static ImmutableArray<Tensor> Given(string example, Graph graph) =>
        [.. graph.Inputs.Select(input => Values(Line(example, $"; given %{input.Name} = "), input.Type))];

    /// <summary>The value that an example promises for its output.</summary>
    public static Tensor Gives(string example, Graph graph) => Values(Line(example, "; gives "), graph.Outputs[0].Type);

    private static string Line(string example, string start) =>
        example.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..]
        ?? throw new FormatException($"docs/ir.md: a line '{start}...' is missing in\n{example}");

    private static Tensor Values(string values, TensorType type)
    {
        var graph = BnnParser.Parse($"bnn 1\ngraph g\n  %c = constant {values} : {type}\n  return %c\n", "docs/ir.md");
        return ((Constant)graph.Outputs[0]).Value;
    }

    [GeneratedRegex("\n```bnn\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
