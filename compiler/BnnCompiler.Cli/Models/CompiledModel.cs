// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.Planning;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Targets;
using BnnCompiler.Targets.C;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Cli.Models;

/// <summary>A model, compiled for a target, and the forms that passes gave it on the way.</summary>
internal sealed class CompiledModel
{
    /// <summary>Names of a class that nobody sees, and that no model's name can be in the way of.</summary>
    public static readonly CSharpOptions HiddenNames = new("Bnn.Generated", "Network");

    private readonly Compilation _compilation;

    private CompiledModel(ModelOptions options, Graph imported, Graph binarized, Graph reduced, Compilation compilation, DiagnosticLog log)
    {
        Options = options;
        Imported = imported;
        Binarized = binarized;
        Reduced = reduced;
        _compilation = compilation;
        Log = log;
    }

    /// <summary>Where it comes from.</summary>
    public ModelOptions Options { get; }

    /// <summary>The network as it was read.</summary>
    public Graph Imported { get; }

    /// <summary>The network in bits and integers: what its compiled form has to compute, exactly (docs/numerics.md).</summary>
    public Graph Binarized { get; }

    /// <summary>The same without the channels that never change; filters that repeat are still there.</summary>
    public Graph Reduced { get; }

    /// <summary>The network on words of memory, its kernels chosen.</summary>
    public Graph Packed => _compilation.Packed;

    /// <summary>What the target made of it.</summary>
    public TargetCode Code => _compilation.Code;

    /// <summary>What the target spelled.</summary>
    public ExecutionPlan Plan => Code.Plan;

    /// <summary>
    /// Whether float32 arithmetic in the order of the file gives the same bits. Where a layer's sums are rounded once, or a residue was
    /// removed, it need not, and a note says so.
    /// </summary>
    public bool EqualsItsFile => !Log.Entries.Any(DiagnosticCatalog.AnnouncesOtherScores);

    /// <summary>Notes and warnings.</summary>
    public DiagnosticLog Log { get; }

    /// <summary>What the caller hands in.</summary>
    public Input Input => (Input)Imported.Inputs[0];

    /// <summary>The input's shape as file readers know it; the first dimension is the batch.</summary>
    public InputShape InputShape => ShapeOf(Input.Type);

    /// <summary>The input's dimensions, a batch of 1 first.</summary>
    public ImmutableArray<int> Dimensions => Plan.InputDimensions;

    /// <summary>Number of scores.</summary>
    public int ClassCount => Plan.Output.Type.Shape.ElementCount;

    /// <summary>Reads and compiles a model for C#.</summary>
    public static CompiledModel Load(ModelOptions options) => Load(options, imported => CSharp(imported, options, HiddenNames));

    /// <summary>Reads and compiles a model.</summary>
    /// <param name="options">Which.</param>
    /// <param name="target">What it becomes, which may depend on its name.</param>
    /// <param name="observe">Sees the graph as it was read, under the name <c>import</c>, and behind each pass.</param>
    public static CompiledModel Load(ModelOptions options, Func<Graph, Target> target, Action<string, Graph>? observe = null)
    {
        var log = new DiagnosticLog();
        var imported = ModelFile.Read(options, log);
        observe?.Invoke("import", imported);
        Graph binarized = imported, reduced = imported;
        var compilation = Compiler.Compile(imported, target(imported), log, (pass, graph) =>
        {
            if (pass is BinarizeLayers)
                binarized = graph;
            if (pass is RemoveConstantChannels)
                reduced = graph;
            observe?.Invoke(pass.Name, graph);
        }, options.ChecksItself);
        return new(options, imported, binarized, reduced, compilation, log);
    }

    /// <summary>C# with the kernels that the user chose, large weights in a resource.</summary>
    public static CSharpTarget CSharp(Graph imported, ModelOptions options, CSharpOptions names) =>
        new(names with { Kernels = options.Kernels, WeightsResource = ExternalWeights.ResourceName(imported.Name) });

    /// <summary>The shape of an input as file readers know it.</summary>
    public static InputShape ShapeOf(TensorType input) =>
        new(input.Element == ElementType.UInt8 ? InputElement.UInt8 : InputElement.Float32, [.. ExecutionPlan.DimensionsOf(input)]);

    /// <summary>A network that was compiled for C#, under names that may be others.</summary>
    public CSharpCode ToCSharp(CSharpOptions names)
    {
        var target = CSharp(Imported, Options, names);
        return Code is CSharpCode code && code.Options == target.Options ? code : target.Spell(Packed);
    }

    /// <summary>The network compiled for C as well. The notes are those of this, which says them once.</summary>
    public CCode ToC(COptions options) =>
        (CCode)Compiler.Compile(Imported, new CTarget(options), new DiagnosticLog(), selfCheck: Options.ChecksItself).Code;
}
