// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Planning;

/// <summary>Orders the ops of a packed graph into kernel calls and places their results in memory.</summary>
internal static class ExecutionPlanner
{
    private const int MaxScores = 1 << 16;

    /// <summary>The plan of a graph of stage <see cref="Stage.Packed"/>, for memory of words of 64 bits and kernels that work on the stack.</summary>
    /// <exception cref="DiagnosticException">The graph has a form that no target can compute.</exception>
    public static ExecutionPlan Plan(Graph graph) => Plan(graph, WordLayout.Of64, (_, _) => 0);

    /// <summary>The plan of a graph of stage <see cref="Stage.Packed"/>, for kernels that work in the arena.</summary>
    /// <exception cref="DiagnosticException">The graph has a form that no target can compute.</exception>
    public static ExecutionPlan Plan(Graph graph, WordLayout layout) => Plan(graph, layout, Scratch.BytesFor);

    private static ExecutionPlan Plan(Graph graph, WordLayout layout, Func<Op, WordLayout, int> scratchBytes)
    {
        if (graph.Inputs.Length != 1 || graph.Outputs.Length != 1)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error("",
                $"the network has {NumberText.Of(graph.Inputs.Length)} inputs and {NumberText.Of(graph.Outputs.Length)} outputs; "
                + "expected one of each");
        }

        var input = graph.Inputs[0];
        var output = Memory(graph.Outputs[0], layout);
        if (output is Input or Constant)
            throw DiagnosticCatalog.UnsupportedGraph.Error(output.Origin, "the scores do not depend on any layer; expected a network");

        if (output.Type.Shape.ElementCount > MaxScores)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(output.Origin,
                $"the network has {NumberText.Of(output.Type.Shape.ElementCount)} scores; expected at most {NumberText.Of(MaxScores)}, "
                + "which lie on the stack while a class is chosen");
        }

        var groups = PointwiseGroups.Of(graph);
        var results = graph.Ops.Where(op => op is not (Input or Constant) && !IsView(op, layout) && !groups.IsAbsorbed(op)).ToImmutableArray();
        var (offsets, arenaBytes) = MemoryPlanner.Place(Lives(results, groups, output, layout, scratchBytes));

        var names = new UniqueNames("_");
        var buffers = new Dictionary<Op, Buffer>
        {
            [input] = new(names.For("input"), input.Type, BufferPlace.Input, 0),
            [output] = new(names.For("scores"), output.Type, BufferPlace.Output, 0),
        };
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var result in results)
        {
            var members = groups.Members(result);
            foreach (var op in members)
            {
                RefuseConstantInput(op, layout);
                RefuseRepeatedOperands(op);
            }

            if (!buffers.ContainsKey(result))
                buffers[result] = new(names.For(result.Name), result.Type, BufferPlace.Arena, offsets[(result, false)]);
            var reads = Reads(members).ToImmutableDictionary(op => op, op => buffers[Memory(op, layout)]);
            int? scratch = offsets.TryGetValue((result, true), out int offset) ? offset : null;
            steps.Add(new(members, reads, buffers[result], scratch, PointwiseWalk.Of(members, layout)));
        }

        return new(graph.Name, buffers[input], buffers[output], steps.ToImmutable(), arenaBytes, layout);
    }

    /// <summary>Pointwise kernels read all tensors at the same index; only constants are repeated.</summary>
    private static void RefuseRepeatedOperands(Op op)
    {
        if (op is PointwiseOp && op.Operands.FirstOrDefault(operand => operand is not Constant && operand.Type.Shape != op.Type.Shape) is { } smaller)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(op.Origin,
                $"'{op.Kind.Mnemonic}' repeats a computed {smaller.Type} to [{op.Type.Shape}]; expected operands of one shape, or a constant. "
                + "Expand it before the export");
        }
    }

    /// <summary>
    /// Kernels read tensors from buffers; constants are not in any, and only pointwise ops and joints read them as tables, and not through a reshape.
    /// Importers compute what depends on constants alone.
    /// </summary>
    private static void RefuseConstantInput(Op op, WordLayout layout)
    {
        bool readsConstant = op is PointwiseOp or Concat
            ? op.Operands.Any(operand => operand is not Constant && Memory(operand, layout) is Constant)
            : Memory(op.Operands[0], layout) is Constant;
        if (readsConstant)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(op.Origin,
                $"'{op.Kind.Mnemonic}' reads a constant; expected a tensor that depends on the input. Fold constants before the export");
        }
    }

    /// <summary>What the ops of a step read that they do not compute themselves.</summary>
    private static IEnumerable<Op> Reads(ImmutableArray<Op> ops)
    {
        var computed = new HashSet<Op>(ops);
        return ops.SelectMany(op => op.Operands).Where(operand => operand is not Constant && !computed.Contains(operand)).Distinct();
    }

    private static IEnumerable<MemoryPlanner.Life<(Op Op, bool IsScratch)>> Lives(
        ImmutableArray<Op> results, PointwiseGroups groups, Op output, WordLayout layout, Func<Op, WordLayout, int> scratchBytes)
    {
        var lastReads = new Dictionary<Op, int>();
        for (int step = 0; step < results.Length; step++)
        {
            foreach (var read in Reads(groups.Members(results[step])))
                lastReads[Memory(read, layout)] = step;
        }

        for (int step = 0; step < results.Length; step++)
        {
            var result = results[step];
            if (result != output)
            {
                yield return new(
                    (result, false), layout.Aligned(layout.BytesOf(result.Type)), step, lastReads.TryGetValue(result, out int last) ? last : step);
            }

            if (scratchBytes(result, layout) is > 0 and int bytes)
                yield return new((result, true), layout.Aligned(bytes), step, step);
        }
    }

    /// <summary>The op whose memory a tensor shares.</summary>
    private static Op Memory(Op op, WordLayout layout)
    {
        while (IsView(op, layout))
            op = op.Operands[0];
        return op;
    }

    /// <summary>Whether an op shows the bytes of what it reads. A reshape does, unless it moves bits to other words.</summary>
    private static bool IsView(Op op, WordLayout layout) => op is Reshape reshape && layout.HaveSameBytes(reshape.Input.Type, reshape.Type);
}
