// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp;

/// <summary>Spells an execution plan as a static partial class that needs only BnnCompiler.Runtime: one file of code, one of weights.</summary>
/// <param name="options">How the class is called, and which kernels it has.</param>
internal sealed class CSharpTarget(CSharpOptions options) : Target
{
    /// <summary>Larger arenas are kept per thread; this much fits any stack.</summary>
    private const int MaxStackBytes = 16 * 1024;

    /// <summary>How the class is called, and which kernels it has.</summary>
    public CSharpOptions Options => options;

    /// <inheritdoc/>
    public override KernelCatalog Kernels => options.Kernels;

    /// <inheritdoc/>
    public override TargetCode Emit(Graph packed) => Spell(packed);

    /// <summary>The code of <paramref name="packed"/>.</summary>
    /// <exception cref="DiagnosticException">The input is of a type that the class's methods cannot take.</exception>
    public CSharpCode Spell(Graph packed)
    {
        var (graph, weights) = options.WeightsResource is { } resource ? ExternalWeights.Move(packed, resource) : (packed, []);
        var plan = ExecutionPlanner.Plan(graph);
        if (plan.Input.Type.Element is not (ElementType.UInt8 or ElementType.Float32))
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error("",
                $"the input is {plan.Input.Type}; the C# target takes uint8 or float32 inputs");
        }

        var emission = new CSharpEmission(options);
        ImmutableArray<CSharpStep> steps = [.. plan.Steps.Select(step => Spell(step, emission))];
        if (plan.Output.Type.Element != ElementType.Float32)
            throw DiagnosticCatalog.UnsupportedGraph.Error("", $"the scores are {plan.Output.Type}; the C# target returns float32");

        ImmutableArray<SourceFile> sources =
        [
            new(options.ClassName + ".g.cs", CSharpClass.Code(plan, options, emission, steps, plan.ArenaBytes <= MaxStackBytes)),
            new(options.ClassName + ".Weights.g.cs", CSharpTables.Code(options, emission.Tables)),
        ];
        return new(plan, options, sources, weights);
    }

    private static CSharpStep Spell(Step step, CSharpEmission emission)
    {
        // The variable that is written has the first choice of a name.
        emission.Local(step.Writes);
        var kernel = CSharpKernelTable.Find(step.Result) ?? throw DiagnosticCatalog.UnsupportedGraph.Error(step.Result.Origin,
            $"'{step.Result.Kind.Mnemonic}' is a kernel for C; expected one that C# has. "
            + "Compile the network itself, not its lowered text for another target");
        kernel.Emit(step, emission);
        var lines = step.Ops.SelectMany(op => OpText.Of(op, emission.TableOf));
        return new(step, emission.TakeBody(), string.Join("\n", lines.Select(line => "// " + line)));
    }
}
