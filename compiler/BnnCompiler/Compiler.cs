// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.SelfChecking;
using BnnCompiler.Targets;
using BnnCompiler.Text;
using BnnCompiler.Verification;

namespace BnnCompiler;

/// <summary>
/// The whole compiler: an imported graph is lowered pass by pass (<see cref="Pipeline"/>), planned, and spelled by a target.
/// <code>
/// file --front-end--> Graph --passes--> Graph --target: planner, spelling--> SourceFile[]
/// </code>
/// The front-end is <c>OnnxImporter</c> in BnnCompiler.Onnx, or <see cref="Text.BnnParser"/>.
/// </summary>
internal static class Compiler
{
    /// <summary>Compiles a graph of stage <see cref="Stage.Imported"/> for a target.</summary>
    /// <param name="imported">The network as it was read.</param>
    /// <param name="target">What it becomes.</param>
    /// <param name="log">Takes notes and warnings.</param>
    /// <param name="observe">Sees the graph behind each pass: <c>--print-after</c> prints it.</param>
    /// <param name="selfCheck">
    /// Whether the result is compared with <paramref name="imported"/> (<see cref="SelfCheck"/>), while the target spells it.
    /// </param>
    /// <exception cref="DiagnosticException">The network cannot be compiled exactly; the message says why and what to do.</exception>
    /// <exception cref="CompilerFaultException">The result computes something else: a fault of the compiler.</exception>
    public static Compilation Compile(Graph imported, Target target, DiagnosticLog log, Action<Pass, Graph>? observe = null, bool selfCheck = true)
    {
        var check = new SelfCheck(imported);
        if (selfCheck)
            check.BeginEarly();
        var packed = Lower(imported, Pipeline.For(target.Kernels, target.Scores), check, log, observe);
        var comparison = selfCheck ? check.Begin(packed, log) : Task.CompletedTask;
        try
        {
            return new(packed, target.Emit(packed));
        }
        finally
        {
            comparison.GetAwaiter().GetResult();
        }
    }

    /// <summary>
    /// Compiles .bnn text of either stage: an imported graph through every pass, a packed one, which <c>bnnc lower</c> wrote and checked, as it
    /// is. It runs inside of editors at every keystroke, and does not check itself.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Its name in messages.</param>
    /// <param name="target">What it becomes, which may depend on the graph's name.</param>
    /// <param name="log">Takes notes and warnings.</param>
    /// <exception cref="DiagnosticException">The text is no graph, or cannot be compiled exactly.</exception>
    public static Compilation Compile(string text, string place, Func<Graph, Target> target, DiagnosticLog log)
    {
        var graph = BnnParser.Parse(text, place, out var stage);
        if (stage != Stage.Packed)
            return Compile(graph, target(graph), log, selfCheck: false);
        GraphVerifier.Verify(graph, Stage.Packed);
        return new(graph, target(graph).Emit(graph));
    }

    /// <summary>
    /// Carries out every pass, from a graph of stage <see cref="Stage.Imported"/> to one of <see cref="Stage.Packed"/>, and verifies the graph before
    /// the first and after each. <paramref name="observe"/> sees each result: <c>--print-after</c> prints it. Unless <paramref name="selfCheck"/> is
    /// false, the result is then compared with the imported graph (<see cref="SelfCheck"/>).
    /// </summary>
    /// <exception cref="DiagnosticException">The network cannot be compiled exactly, or not to scores of the type that is asked for.</exception>
    /// <exception cref="CompilerFaultException">The result computes something else: a fault of the compiler.</exception>
    public static Graph Lower(
        Graph imported,
        DiagnosticLog log,
        Action<Pass, Graph>? observe = null,
        KernelCatalog? kernels = null,
        ScoreType scores = ScoreType.Float32,
        bool selfCheck = true)
    {
        var check = new SelfCheck(imported);
        var packed = Lower(imported, Pipeline.For(kernels ?? CSharpKernels.Fastest, scores), check, log, observe);
        if (selfCheck)
            check.Begin(packed, log).GetAwaiter().GetResult();
        return packed;
    }

    /// <summary>Carries out <paramref name="passes"/> in their order, and verifies the graph before the first and after each.</summary>
    public static Graph Lower(Graph imported, ImmutableArray<Pass> passes, SelfCheck check, DiagnosticLog log, Action<Pass, Graph>? observe = null)
    {
        GraphVerifier.Verify(imported, Stage.Imported);
        var graph = imported;
        foreach (var pass in passes)
        {
            graph = pass is BinarizeLayers binarize ? check.Follow(binarize, graph, log) : pass.Run(graph, log);
            GraphVerifier.Verify(graph, pass.Stage, pass.Name);
            observe?.Invoke(pass, graph);
        }

        return ValueNames.GiveTo(graph);
    }
}
