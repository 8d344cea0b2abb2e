// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.Planning;
using BnnCompiler.SelfChecking;
using BnnCompiler.Targets;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Text;
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
        return Spell(packed, options);
    }

    /// <summary>
    /// Compiles .bnn text of either stage to C#: an imported graph through every pass, a packed one, which <c>bnnc lower</c> wrote and checked, as it
    /// is. It runs inside of editors at every keystroke, and does not check itself.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Its name in messages.</param>
    /// <param name="options">How the class is called, which may depend on the graph's name.</param>
    /// <param name="log">Takes notes and warnings.</param>
    /// <exception cref="DiagnosticException">The text is no graph, or cannot be compiled exactly.</exception>
    public static ImmutableArray<SourceFile> CompileToCSharp(string text, string place, Func<Graph, CSharpOptions> options, DiagnosticLog log)
    {
        var graph = BnnParser.Parse(text, place, out var stage);
        if (stage == Stage.Packed)
            GraphVerifier.Verify(graph, Stage.Packed);
        else
            graph = Lower(graph, log, selfCheck: false);
        return Spell(graph, options(graph));
    }

    private static ImmutableArray<SourceFile> Spell(Graph packed, CSharpOptions options) => CSharpTarget.Emit(ExecutionPlanner.Plan(packed), options);

    /// <summary>
    /// Carries out every pass, from a graph of stage <see cref="Stage.Imported"/> to one of <see cref="Stage.Packed"/>, and verifies the graph before the
    /// first and after each. <paramref name="observe"/> sees each result: <c>--print-after</c> prints it. Unless <paramref name="selfCheck"/> is
    /// false, the result is then compared with the imported graph (<see cref="SelfCheck"/>).
    /// </summary>
    /// <exception cref="DiagnosticException">The network cannot be compiled exactly, or not to scores of the type that is asked for.</exception>
    /// <exception cref="CompilerFaultException">The result computes something else: a fault of the compiler.</exception>
    public static Graph Lower(
        Graph imported,
        DiagnosticLog log,
        Action<Pass, Graph>? observe = null,
        KernelSet kernels = KernelSet.Fastest,
        ScoreType scores = ScoreType.Float32,
        bool selfCheck = true)
    {
        GraphVerifier.Verify(imported, Stage.Imported);
        var graph = imported;
        var check = new SelfCheck(imported);
        foreach (var pass in Pipeline.For(kernels, scores))
        {
            graph = pass is BinarizeLayers ? check.Follow(graph, log) : pass.Run(graph, log);
            GraphVerifier.Verify(graph, pass.Stage, pass.Name);
            observe?.Invoke(pass, graph);
        }

        if (selfCheck)
            check.Compare(graph, log);
        return ValueNames.GiveTo(graph);
    }
}
