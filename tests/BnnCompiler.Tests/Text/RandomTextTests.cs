// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Text;
using CsCheck;

namespace BnnCompiler.Tests.Text;

public class RandomTextTests
{
    private static readonly string[] Snippets =
    [
        "%", "%a", "(", ")", "[", "]", "{", "}", "=", ":", ",", "\n", "\"", "@", "data @a\n", "return %a\n", "input ", "constant ", "-1",
        "2147483647", "4294967296", "nan", "\u20ac", "\0", "\\u", " from ", "bit[", "float32[1]", "bnn 2\n", ";", "==", "AAAA",
    ];

    private static readonly Gen<Func<string, string>> Mutation = Gen.OneOf(
        Gen.Select(Gen.Double[0, 1], Gen.Char, (at, c) => (Func<string, string>)(text => Splice(text, at, 1, c.ToString()))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 127], (at, c) => (Func<string, string>)(text => Splice(text, at, 1, ((char)c).ToString()))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 40], (at, length) => (Func<string, string>)(text => Splice(text, at, length, ""))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 80], (at, length) => (Func<string, string>)(text => Duplicate(text, at, length))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, Snippets.Length - 1], (at, snippet) =>
            (Func<string, string>)(text => Splice(text, at, 0, Snippets[snippet]))),
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], (at, other) => (Func<string, string>)(text => CopyLine(text, at, other))));

    [Fact]
    public void Graphs_of_random_ops_round_trip() =>
        Gen.Int.Hold(
            seed =>
            {
                var graph = RandomGraphs.FromSeed(seed);
                string text = BnnPrinter.Print(graph);
                var parsed = BnnParser.Parse(text, "random.bnn");
                Assert.Equal(text, BnnPrinter.Print(parsed));
                Assert.Equal(graph.Ops.Select(op => (op.Kind, op.Type, op.Origin)), parsed.Ops.Select(op => (op.Kind, op.Type, op.Origin)));
                Assert.Equal(graph.Ops.SelectMany(op => op.Attributes), parsed.Ops.SelectMany(op => op.Attributes));
                foreach (var (before, after) in graph.Ops.Zip(parsed.Ops).Where(pair => pair.First is Constant))
                    Assert.Equal(TensorBytes.Of(((Constant)before).Value), TensorBytes.Of(((Constant)after).Value));
            },
            iter: 1_000);

    [Fact]
    public void Every_kind_can_occur_in_a_random_graph() =>
        Assert.All(OpCatalog.All, kind => Assert.Same(kind, RandomGraphs.Sample(kind, seed: 1).Kind));

    [Fact]
    [Trait("Length", "Long")]
    public void Any_text_gives_a_graph_that_round_trips_or_a_diagnostic() =>
        Gen.Select(Gen.Int, Mutation.Array[1, 6]).Hold(
            drawn =>
            {
                var (seed, mutations) = drawn;
                string text = mutations.Aggregate(BnnPrinter.Print(RandomGraphs.FromSeed(seed)), (current, mutate) => mutate(current));
                if (TryParse(text) is { } graph)
                {
                    string printed = BnnPrinter.Print(graph);
                    Assert.Equal(printed, BnnPrinter.Print(BnnParser.Parse(printed, "again.bnn")));
                }
            },
            iter: 10_000);

    private static Graph? TryParse(string text)
    {
        try
        {
            return BnnParser.Parse(text, "mutated.bnn");
        }
        catch (DiagnosticException refused)
        {
            Assert.Matches("^BNN000[123]$", refused.Diagnostic.Code);
            Assert.All(refused.Diagnostic.Message, c => Assert.InRange(c, ' ', '~'));
            Assert.InRange(refused.Diagnostic.Message.Length, 1, 1_000);
            return null;
        }
    }

    private static string Splice(string text, double at, int length, string replacement)
    {
        int start = Start(text, at);
        return text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, replacement);
    }

    private static string Duplicate(string text, double at, int length)
    {
        int start = Start(text, at);
        return text.Insert(start, text.Substring(start, Math.Min(length, text.Length - start)));
    }

    private static string CopyLine(string text, double from, double to)
    {
        var lines = text.Split('\n').ToList();
        lines.Insert((int)(to * (lines.Count - 1)), lines[(int)(from * (lines.Count - 1))]);
        return string.Join('\n', lines);
    }

    private static int Start(string text, double at) => (int)(at * Math.Max(0, text.Length - 1));
}
