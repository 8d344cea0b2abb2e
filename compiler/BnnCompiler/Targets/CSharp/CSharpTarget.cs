// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp;

/// <summary>Spells an execution plan as a static partial class that needs only BnnCompiler.Runtime: one file of code, one of weights.</summary>
internal static class CSharpTarget
{
    /// <summary>Larger arenas are kept per thread; this much fits any stack.</summary>
    private const int MaxStackBytes = 16 * 1024;

    /// <summary>The source files of <paramref name="plan"/>.</summary>
    /// <exception cref="DiagnosticException">The input is of a type that the class's methods cannot take.</exception>
    public static ImmutableArray<SourceFile> Emit(ExecutionPlan plan, CSharpOptions options)
    {
        if (plan.Input.Type.Element is not (ElementType.UInt8 or ElementType.Float32))
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error("",
                $"the input is {plan.Input.Type}; the C# target takes uint8 or float32 inputs");
        }

        var emission = new CSharpEmission(options);
        ImmutableArray<CSharpStep> steps = [.. plan.Steps.Select(step => Spell(step, emission))];
        return
        [
            new(options.ClassName + ".g.cs", CSharpClass.Code(plan, options, emission, steps, plan.ArenaBytes <= MaxStackBytes)),
            new(options.ClassName + ".Weights.g.cs", CSharpTables.Code(options, emission.Tables)),
        ];
    }

    private static CSharpStep Spell(Step step, CSharpEmission emission)
    {
        // The variable that is written has the first choice of a name.
        emission.Local(step.Writes);
        var kernel = CSharpKernelTable.Find(step.Result.Kind) ?? throw DiagnosticCatalog.UnsupportedGraph.Error(step.Result.Origin,
            $"'{step.Result.Kind.Mnemonic}' is a kernel for C; expected one that C# has. Compile the network itself, not its lowered text for another target");
        kernel.Emit(step, emission);
        return new(step, emission.TakeBody());
    }
}
