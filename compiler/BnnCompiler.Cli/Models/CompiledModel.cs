// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.Planning;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Cli.Models;

/// <summary>A model and every form the compiler gives it.</summary>
internal sealed class CompiledModel
{
    private CompiledModel(Graph imported, Graph binarized, Graph reduced, Graph packed, ExecutionPlan plan, DiagnosticLog log, bool checksItself)
    {
        Imported = imported;
        Binarized = binarized;
        Reduced = reduced;
        Packed = packed;
        Plan = plan;
        Log = log;
        ChecksItself = checksItself;
    }

    /// <summary>The network as it was read.</summary>
    public Graph Imported { get; }

    /// <summary>The network in bits and integers: what its compiled form has to compute, exactly (docs/numerics.md).</summary>
    public Graph Binarized { get; }

    /// <summary>The same without the channels that never change; filters that repeat are still there.</summary>
    public Graph Reduced { get; }

    /// <summary>The network on words of memory, its kernels chosen.</summary>
    public Graph Packed { get; }

    /// <summary>What a target spells.</summary>
    public ExecutionPlan Plan { get; }

    /// <summary>
    /// Whether float32 arithmetic in the order of the file gives the same bits. Where a layer's sums are rounded once, or a residue was
    /// removed, it need not, and a note says so.
    /// </summary>
    public bool EqualsItsFile => !Log.Entries.Any(DiagnosticCatalog.AnnouncesOtherScores);

    /// <summary>Notes and warnings.</summary>
    public DiagnosticLog Log { get; }

    /// <summary>Whether each form of it is compared with the file.</summary>
    public bool ChecksItself { get; }

    /// <summary>What the caller hands in.</summary>
    public Input Input => (Input)Imported.Inputs[0];

    /// <summary>The input's shape as file readers know it; the first dimension is the batch.</summary>
    public InputShape InputShape => new(Input.Type.Element == ElementType.UInt8 ? InputElement.UInt8 : InputElement.Float32, [.. Dimensions]);

    /// <summary>The input's dimensions, a batch of 1 first.</summary>
    public ImmutableArray<int> Dimensions => Plan.InputDimensions;

    /// <summary>Number of scores.</summary>
    public int ClassCount => Plan.Output.Type.Shape.ElementCount;

    /// <summary>Reads and compiles a model.</summary>
    public static CompiledModel Load(ModelOptions options, Action<string, Graph>? observe = null)
    {
        var log = new DiagnosticLog();
        var imported = ModelFile.Read(options, log);
        observe?.Invoke("import", imported);
        Graph binarized = imported, reduced = imported;
        var packed = Compiler.Lower(imported, log, (pass, graph) =>
        {
            if (pass is BinarizeLayers)
                binarized = graph;
            if (pass is RemoveConstantChannels)
                reduced = graph;
            observe?.Invoke(pass.Name, graph);
        }, options.Kernels, selfCheck: options.ChecksItself);
        var plan = ExecutionPlanner.Plan(packed);
        if (plan.Input.Type.Element is not (ElementType.UInt8 or ElementType.Float32))
            throw DiagnosticCatalog.UnsupportedGraph.Error("", $"the input is {plan.Input.Type}; expected uint8 or float32");
        return new(imported, binarized, reduced, packed, plan, log, options.ChecksItself);
    }

    /// <summary>The generated C#, large weights in a resource beside it.</summary>
    public GeneratedCode ToCSharp(CSharpOptions options)
    {
        string resource = ExternalWeights.ResourceName(Imported.Name);
        var (graph, content) = ExternalWeights.Move(Packed, resource);
        var sources = CSharpTarget.Emit(ExecutionPlanner.Plan(graph), options);
        return new(sources, content.IsEmpty ? null : new(resource, content.AsMemory()));
    }
}
