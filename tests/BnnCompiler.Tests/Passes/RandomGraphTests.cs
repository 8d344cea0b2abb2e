// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests.Text;
using BnnCompiler.Text;
using BnnCompiler.Verification;
using CsCheck;

namespace BnnCompiler.Tests.Passes;

public class RandomGraphTests
{
    // One in four is valid.
    private const int Graphs = 16_000;

    private static readonly CSharpOptions Class = new("Random", "Network");

    [Fact]
    [Trait("Length", "Long")]
    public void Every_valid_graph_is_compiled_or_refused_with_a_reason() =>
        Gen.Int.Select(RandomGraphs.FromSeed).Hold(CompileOrRefuse, iter: Graphs, print: BnnPrinter.Print);

    private static bool IsImported(Graph graph) => Record.Exception(() => GraphVerifier.Verify(graph, Stage.Imported)) is null;

    /// <summary>Fails with the exception of a pass, of the planner or of the target; a graph that a pass made invalid is one, too.</summary>
    private static void CompileOrRefuse(Graph graph)
    {
        if (!IsImported(graph))
            return;

        try
        {
            Compiler.Compile(graph, new CSharpTarget(Class), new());
        }
        catch (DiagnosticException refusal) when (refusal.Diagnostic.Code != DiagnosticCatalog.InvalidGraph.Code)
        {
            Assert.NotEmpty(refusal.Diagnostic.Message);
        }
    }
}
