// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Planning;

/// <summary>
/// How some inputs are computed layer by layer. A step whose kernel reads its weights once for all of them is a part of its own; the steps between
/// two such go over one input after the other. What one part leaves to a later one lies in memory of the input's own.
/// </summary>
/// <param name="Parts">In order of execution.</param>
/// <param name="Offsets">Where the tensors that a later part reads lie in the memory of their input, in bytes from its start.</param>
/// <param name="BytesPerInput">Size of that memory, a multiple of the layout's alignment.</param>
internal sealed record BatchPlan(ImmutableArray<BatchPart> Parts, ImmutableDictionary<Buffer, int> Offsets, int BytesPerInput)
{
    /// <summary>The plan of a network of which some steps are <paramref name="isShared"/>; null if none is.</summary>
    public static BatchPlan? Of(ExecutionPlan plan, Func<Step, bool> isShared)
    {
        if (!plan.Steps.Any(isShared))
            return null;

        var parts = new List<BatchPart>();
        for (int first = 0; first < plan.Steps.Length;)
        {
            bool shares = isShared(plan.Steps[first]);
            var steps = shares ? [plan.Steps[first]] : plan.Steps.Skip(first).TakeWhile(step => !isShared(step)).ToImmutableArray();
            parts.Add(new(steps, shares));
            first += steps.Length;
        }

        var (offsets, bytes) = MemoryPlanner.Place(Lives(parts, plan.Layout));
        return new([.. parts], offsets, bytes);
    }

    /// <summary>Whether the tensor lies in memory of its input's own: a later part reads it.</summary>
    public bool IsKept(Buffer buffer) => Offsets.ContainsKey(buffer);

    /// <summary>The tensors that live from one part to another, in parts.</summary>
    private static IEnumerable<MemoryPlanner.Life<Buffer>> Lives(List<BatchPart> parts, WordLayout layout)
    {
        for (int part = 0; part < parts.Count; part++)
        {
            foreach (var written in parts[part].Steps.Select(step => step.Writes).Where(buffer => buffer.Place == BufferPlace.Arena))
            {
                int last = part;
                for (int later = part + 1; later < parts.Count; later++)
                {
                    if (parts[later].Reads.Contains(written))
                        last = later;
                }

                if (last > part)
                    yield return new(written, layout.Aligned(layout.BytesOf(written.Type)), part, last);
            }
        }
    }
}

/// <summary>Steps that are carried out one behind the other for an input, or one that is carried out for all inputs at once.</summary>
/// <param name="Steps">In order of execution.</param>
/// <param name="IsShared">Whether it is one step, for all inputs at once.</param>
internal sealed record BatchPart(ImmutableArray<Step> Steps, bool IsShared)
{
    /// <summary>What the steps write, in order.</summary>
    public ImmutableArray<Buffer> Writes { get; } = [.. Steps.Select(step => step.Writes)];

    /// <summary>What they read that they do not write themselves, in order of first use.</summary>
    public ImmutableArray<Buffer> Reads { get; } =
        [.. Steps.SelectMany(step => step.Ops.SelectMany(op => op.Operands).Where(step.Buffers.ContainsKey).Select(operand => step.Buffers[operand]))
            .Except(Steps.Select(step => step.Writes))];
}
