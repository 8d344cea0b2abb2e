// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>
/// Spells an execution plan as freestanding C99: a header, a source, and where asked for a source of tables and one of a self-test.
/// </summary>
/// <param name="options">For which machine, and how.</param>
internal sealed class CTarget(COptions options) : Target
{
    /// <summary>Axes of a transpose, whose indices its kernel keeps on the stack.</summary>
    private const int MostAxes = 8;

    /// <inheritdoc/>
    public override KernelCatalog Kernels => options.Machine.Kernels;

    /// <inheritdoc/>
    public override ScoreType Scores => options.Scores;

    /// <inheritdoc/>
    public override TargetCode Emit(Graph packed) => Spell(packed);

    /// <summary>The code of <paramref name="packed"/>, and what the network needs.</summary>
    /// <exception cref="DiagnosticException">The input is of a type that the functions cannot take, or there is an op that C has no kernel
    /// for.</exception>
    public CCode Spell(Graph packed)
    {
        var plan = ExecutionPlanner.Plan(packed, options.Machine.Words);
        var network = Write(plan, options);
        bool isSplit = network.Footprint.ConstantBytes >= (options.SplitFrom ?? int.MaxValue);
        var sources = ImmutableArray.CreateBuilder<SourceFile>();
        sources.Add(new(options.Prefix + ".h", CHeaderText.Text(plan, options, network.Footprint)));
        sources.Add(new(options.Prefix + ".c", CSourceText.Text([network], isSplit)));
        if (isSplit)
            sources.Add(new(options.Prefix + "_weights.c", CTablesText.Text(network)));
        if (options.SelfTest is { } test)
            sources.Add(new(options.Prefix + "_selftest.c", CSelfTestText.Text(network, test(packed))));
        return new(plan, options, sources.ToImmutable(), network.Footprint);
    }

    /// <summary>Writes the statements of a network.</summary>
    /// <exception cref="DiagnosticException">The input is of a type that the functions cannot take, or there is an op that C has no kernel
    /// for.</exception>
    public static CNetwork Write(ExecutionPlan plan, COptions options)
    {
        if (plan.Input.Type.Element is not (ElementType.UInt8 or ElementType.Float32))
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error("",
                $"the input is {plan.Input.Type}; the C target takes uint8 or float32 inputs");
        }

        if (plan.Output.Type.Element is not (ElementType.Float32 or ElementType.Int32))
            throw DiagnosticCatalog.UnsupportedGraph.Error("", $"the scores are {plan.Output.Type}; the C target returns float32 or int32");

        var emission = new CEmission(plan.Layout, options.Prefix, OffsetBytes(plan));
        foreach (var step in plan.Steps)
        {
            if (step.Result is Transpose { Type.Shape.Rank: > MostAxes } transpose)
            {
                throw DiagnosticCatalog.UnsupportedGraph.Error(transpose.Origin,
                    $"'transpose' has {NumberText.Of(transpose.Type.Shape.Rank)} axes; expected at most {NumberText.Of(MostAxes)}. "
                    + "Join axes that stay neighbours before the export");
            }

            EmitStep(step, emission);
        }

        return new(plan, options, emission);
    }

    /// <summary>Bytes of a number that counts words of weights up to the row of zeros.</summary>
    private static int OffsetBytes(ExecutionPlan plan)
    {
        long greatest = plan.Steps.Select(step => step.Result).OfType<ISlicedOp>()
            .Select(op => (long)op.Weights.Type.Shape[0] * plan.Layout.WordsFor(op.RowLength)).DefaultIfEmpty(0).Max();
        return greatest <= ushort.MaxValue ? sizeof(ushort) : sizeof(uint);
    }

    private static void EmitStep(Step step, CEmission emission)
    {
        // The variable that is written has the first choice of a name.
        string written = emission.Local(step.Writes);
        var kernel = CKernelTable.Find(step.Result) ?? throw DiagnosticCatalog.UnsupportedGraph.Error(step.Result.Origin,
            $"'{step.Result.Kind.Mnemonic}' is a kernel for C#; expected one that C has. "
            + "Compile the network itself, not its lowered text for another target");
        kernel(step, emission);

        var head = new CodeWriter();
        foreach (string line in step.Ops.SelectMany(op => OpText.Of(op, emission.TableOf)))
            head.Line($"/* {Commented(line)} */");
        if (step.Writes.Place == BufferPlace.Arena)
        {
            string type = CTypes.Of(step.Writes.Type.Element);
            head.Line($"{type} *{written} = ({type} *)(void *)(arena + {NumberText.Of(step.Writes.Offset)});");
        }

        emission.EndStep(head.ToString());
    }

    /// <summary>A text that can stand in a comment: no backslash continues its line, and nothing in it ends it.</summary>
    private static string Commented(string text) =>
        text.Replace('\\', '/').Replace("*/", "* /").Replace("/*", "/ *").Replace("??", "? ?");
}
