// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Verification;

/// <summary>How a broken rule is reported.</summary>
internal static class Rule
{
    /// <summary>A rule on one op.</summary>
    public static DiagnosticException Broken(Op op, string rule, string message) =>
        DiagnosticCatalog.InvalidGraph.Error(op.Origin, $"{Name(op)}: {message} [{rule}]. {Remedy}");

    /// <summary>A rule on the whole graph.</summary>
    public static DiagnosticException Broken(Graph graph, string rule, string message) =>
        DiagnosticCatalog.InvalidGraph.Error($"graph '{PrintableText.Escape(graph.Name)}'", $"{message} [{rule}]. {Remedy}");

    private const string Remedy = "If a .bnn text was given, correct it; behind a pass this is a fault of the compiler, please report it";

    private static string Name(Op op) =>
        PrintableText.Escape(op.Name.Length == 0 ? op.Kind.Mnemonic : $"%{op.Name} = {op.Kind.Mnemonic}");
}
