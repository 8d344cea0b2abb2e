// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Passes;
using BnnCompiler.Planning;
using BnnCompiler.Targets;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Verification;

namespace BnnCompiler;

/// <summary>
/// The whole compiler: an imported graph is lowered pass by pass (<see cref="Pipeline"/>), planned, and spelled by a target.
/// <code>
/// file --front-end--> Graph --passes--> Graph --planner--> ExecutionPlan --target--> SourceFile[]
/// </code>
/// The front-end is <c>OnnxImporter</c> in BnnCompiler.Onnx, or <see cref="Text.BnnParser"/>.
/// </summary>
internal static class Compiler
{
    /// <summary>Compiles a graph of stage <see cref="Stage.Imported"/> to C#.</summary>
    /// <exception cref="DiagnosticException">The network cannot be compiled exactly; the message says why and what to do.</exception>
    public static ImmutableArray<SourceFile> CompileToCSharp(Graph imported, CSharpOptions options, DiagnosticLog log)
    {
        var packed = Lower(imported, log);
        var plan = ExecutionPlanner.Plan(packed);
        return CSharpTarget.Emit(plan, options);
    }

    /// <summary>
    /// Carries out every pass, from a graph of stage <see cref="Stage.Imported"/> to one of <see cref="Stage.Packed"/>, and verifies the graph before the
    /// first and after each. <paramref name="observe"/> sees each result: <c>--print-after</c> prints it.
    /// </summary>
    public static Graph Lower(Graph imported, DiagnosticLog log, Action<Pass, Graph>? observe = null)
    {
        GraphVerifier.Verify(imported, Stage.Imported);
        var graph = imported;
        foreach (var pass in Pipeline.Passes)
        {
            graph = pass.Run(graph, log);
            GraphVerifier.Verify(graph, pass.Stage);
            observe?.Invoke(pass, graph);
        }

        return graph;
    }
}
