// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Planning;
using Buffer = BnnCompiler.Planning.Buffer;

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
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            string before = options.TimesSteps ? emission.Body.ToString() : "";
            EmitStep(plan.Steps[i], emission);
            if (options.TimesSteps)
                CSharpTimers.AddStep(emission, emission.Body.ToString().Substring(before.Length), i, plan.Steps[i].Writes);
        }

        return
        [
            new(options.ClassName + ".g.cs", CSharpClass.Code(plan, options, emission, plan.ArenaBytes <= MaxStackBytes)),
            new(options.ClassName + ".Weights.g.cs", CSharpTables.Code(options, emission.Tables)),
        ];
    }

    private static void EmitStep(Step step, CSharpEmission emission)
    {
        emission.Body.Line();
        foreach (var op in step.Ops)
            emission.Body.Line("// " + Describe(op));
        if (step.Writes.Place == BufferPlace.Arena)
            emission.Body.Line(Declaration(step.Writes, emission.Local(step.Writes)));
        var kernel = CSharpKernelTable.Find(step.Result.Kind) ?? throw DiagnosticCatalog.UnsupportedGraph.Error(step.Result.Origin,
            $"'{step.Result.Kind.Mnemonic}' is a kernel for C; expected one that C# has. Compile the network itself, not its lowered text for another target");
        kernel.Emit(step, emission);
    }

    private static string Declaration(Buffer buffer, string name)
    {
        string first = NumberText.Of(buffer.Offset / 8), words = NumberText.Of((buffer.Type.ByteSize + 7) / 8);
        string slice = $"arena.Slice({first}, {words})";
        string element = CSharpTables.ElementName(buffer.Type.Element), length = NumberText.Of(buffer.Type.Shape.ElementCount);
        return buffer.Type.Element == ElementType.Bit
            ? $"Span<ulong> {name} = {slice};"
            : $"Span<{element}> {name} = MemoryMarshal.Cast<ulong, {element}>({slice})[..{length}];";
    }

    private static string Describe(Op op)
    {
        string operands = string.Join(", ", op.Operands.Where(operand => operand is not Ops.Constant).Select(operand => "%" + operand.Name));
        string origin = op.Origin is null ? "" : $", from {op.Origin}";
        return $"%{op.Name} = {op.Kind.Mnemonic}({operands}) : {op.Type}{origin}";
    }
}
