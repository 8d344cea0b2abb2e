// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Text;
using BnnCompiler.Verification;

namespace BnnCompiler.Tests;

/// <summary>What has to exist for every op of the catalogue. A failure names the file to add to.</summary>
public class OpCatalogTests
{
    public static TheoryData<string> Mnemonics => [.. OpCatalog.All.Select(kind => kind.Mnemonic)];

    [Fact]
    public void Mnemonics_are_unique() =>
        Assert.Equal(OpCatalog.All.Length, OpCatalog.All.Select(kind => kind.Mnemonic).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Every_op_class_is_in_the_catalogue()
    {
        var classes = typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract);
        Assert.All(classes, type => Assert.True(
            type.GetField("KindOf")?.GetValue(null) is OpKind kind && ReferenceEquals(kind, OpCatalog.Find(kind.Mnemonic)),
            $"Add {type.Name}.KindOf to OpCatalog.cs."));
    }

    [Theory]
    [MemberData(nameof(Mnemonics))]
    public void Every_op_is_documented(string mnemonic)
    {
        var kind = OpCatalog.Find(mnemonic)!;
        var graph = BnnParser.Parse(OpDocumentation.ExampleOf(kind), "docs/ir.md");
        Assert.Contains(graph.Ops, op => op.Kind == kind);
        string stages = $"\nStages {Lower(kind.FirstStage)} to {Lower(kind.LastStage)}.";
        Assert.True(OpDocumentation.Section(kind).Contains(stages, StringComparison.Ordinal),
            $"docs/ir.md: '### {mnemonic}' does not say '{stages.Trim()}'.");
        GraphVerifier.Verify(graph, kind.FirstStage);
        GraphVerifier.Verify(graph, kind.LastStage);
    }

    [Theory]
    [MemberData(nameof(Mnemonics))]
    public void Every_op_round_trips_as_text(string mnemonic)
    {
        var graph = BnnParser.Parse(OpDocumentation.ExampleOf(OpCatalog.Find(mnemonic)!), "docs/ir.md");
        string text = BnnPrinter.Print(graph);
        var again = BnnParser.Parse(text, "again.bnn");
        Assert.Equal(text, BnnPrinter.Print(again));
        Assert.Equal(graph.Ops.Select(op => (op.Kind, op.Type)), again.Ops.Select(op => (op.Kind, op.Type)));
        Assert.Equal(graph.Ops.SelectMany(op => op.Attributes), again.Ops.SelectMany(op => op.Attributes));
    }

    [Theory]
    [MemberData(nameof(Mnemonics))]
    public void Every_op_is_interpreted(string mnemonic)
    {
        string example = OpDocumentation.ExampleOf(OpCatalog.Find(mnemonic)!);
        var graph = BnnParser.Parse(example, "docs/ir.md");
        var result = GraphInterpreter.Run(graph, OpDocumentation.Given(example, graph))[0];
        Assert.Equal(InlineValues.Print(OpDocumentation.Gives(example, graph)), InlineValues.Print(result));
    }

    [Theory]
    [MemberData(nameof(Mnemonics))]
    public void Every_op_keeps_its_attributes_when_a_pass_replaces_an_operand(string mnemonic)
    {
        var graph = BnnParser.Parse(OpDocumentation.ExampleOf(OpCatalog.Find(mnemonic)!), "docs/ir.md");
        var rewritten = graph.Rewrite(op => op.Operands.IsEmpty ? op.Named(op.Name, op.Origin) : op);
        Assert.DoesNotContain(rewritten.Ops, graph.Ops.Contains);
        Assert.Equal(BnnPrinter.Print(graph), BnnPrinter.Print(rewritten));
    }

    [Fact]
    public void Every_example_of_the_specification_parses() =>
        Assert.All(OpDocumentation.Examples, example => BnnParser.Parse(example, "docs/ir.md"));

    private static string Lower(Stage stage) => stage.ToString().ToLowerInvariant();
}
