// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Text;

/// <summary>Writes a graph as .bnn text: the same graph, the same bytes, on every host. The format is specified in docs/ir.md.</summary>
internal static class BnnPrinter
{
    /// <summary>The whole text, from <c>bnn 1</c> to the data of the large constants. Lines end in '\n'.</summary>
    public static string Print(Graph graph) => Print(graph, Stage.Imported);

    /// <summary>The same, with a line for a graph of <see cref="Stage.Packed"/> that says so to who compiles it.</summary>
    public static string Print(Graph graph, Stage stage)
    {
        var names = new ValueNames(graph);
        var text = new StringBuilder();
        text.Append("bnn ").Append(NumberText.Of(BnnFormat.Version)).Append('\n');
        text.Append("graph ").Append(ValueNames.Valid(graph.Name)).Append('\n');
        if (stage == Stage.Packed)
            text.Append("stage ").Append(BnnFormat.PackedStage).Append('\n');
        if (graph.Ops.OfType<Constant>().Select(constant => constant.Value).OfType<ExternalTensor>().FirstOrDefault() is { File: var file })
            text.Append("weights ").Append(QuotedText.Print(file.Name)).Append($" {NumberText.Of(file.Length)} {HexDigits.Of(file.Fingerprint)}\n");
        foreach (var op in graph.Ops)
            text.Append("  ").Append(Line(op, names)).Append('\n');
        text.Append("  return ").Append(References(graph.Outputs, names)).Append('\n');
        foreach (var constant in graph.Ops.OfType<Constant>().Where(IsLarge))
            DataSections.Print(text, names[constant], constant.Value);
        return text.ToString();
    }

    private static string Line(Op op, ValueNames names) => op switch
    {
        Input => $"input %{names[op]} : {op.Type}{Attributes(op)}{From(op.Origin)}",
        Constant constant => $"%{names[op]} = constant {Values(constant, names)} : {op.Type}{From(op.Origin)}",
        _ => $"%{names[op]} = {op.Kind.Mnemonic}({References(op.Operands, names)}){Attributes(op)} : {op.Type}{From(op.Origin)}",
    };

    private static string Values(Constant constant, ValueNames names) => constant.Value is ExternalTensor external
        ? "at " + NumberText.Of(external.Offset)
        : IsLarge(constant) ? "@" + names[constant] : InlineValues.Print(constant.Value);

    private static bool IsLarge(Constant constant) =>
        constant.Value is not ExternalTensor && constant.Type.Shape.ElementCount > BnnFormat.MaxInlineElements;

    private static string References(IEnumerable<Op> ops, ValueNames names) => string.Join(", ", ops.Select(op => "%" + names[op]));

    private static string Attributes(Op op) => op.Attributes.IsEmpty
        ? ""
        : $" {{{string.Join(", ", op.Attributes.Select(attribute => $"{attribute.Name}={attribute.Text}"))}}}";

    private static string From(Origin? origin) => origin is null ? "" : " from " + QuotedText.Print(origin.Node);
}
