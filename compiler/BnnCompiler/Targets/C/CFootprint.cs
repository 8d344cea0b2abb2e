// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>What a network needs on its machine, known before anything is compiled.</summary>
/// <param name="ConstantBytes">Tables and windows: read-only data.</param>
/// <param name="ArenaBytes">The caller's memory.</param>
/// <param name="StackBytes">At most, below the caller's own frame.</param>
/// <param name="OffsetBytes">Of a number that says where a row of weights begins.</param>
/// <param name="LayerConstantBytes">Tables and windows by step; what several share counts with the first.</param>
/// <param name="Fingerprint">Of tables, windows and statements.</param>
internal sealed record CFootprint(
    int ConstantBytes, int ArenaBytes, int StackBytes, int OffsetBytes, ImmutableArray<int> LayerConstantBytes, ulong Fingerprint)
{
    /// <summary>Up to as many scores lie on the stack while a class is chosen; more lie in the arena, behind the tensors.</summary>
    public const int MostScoresOnStack = 64;

    /// <summary>Bytes of a window: how it slides along two axes.</summary>
    public const int WindowBytes = 48;

    /// <summary>Where the scores of <c>classify</c> begin in the arena; null if they lie on the stack.</summary>
    public static int? ScoresOffset(ExecutionPlan plan) => plan.Output.Type.Shape.ElementCount > MostScoresOnStack ? plan.ArenaBytes : null;

    /// <summary>The footprint of a plan whose statements are written.</summary>
    public static CFootprint Of(ExecutionPlan plan, CEmission emission)
    {
        int scores = plan.Layout.BytesOf(plan.Output.Type);
        bool onStack = ScoresOffset(plan) is null;
        return new(
            emission.ConstantBytes.Sum(),
            plan.ArenaBytes + (onStack ? 0 : plan.Layout.Aligned(scores)),
            CStack.BytesFor(plan, emission) + (onStack ? scores : 0),
            emission.OffsetBytes,
            [.. emission.ConstantBytes],
            Hash(emission, plan.Layout));
    }

    /// <summary>FNV-1a.</summary>
    private static ulong Hash(CEmission emission, WordLayout words)
    {
        ulong hash = 14695981039346656037;
        byte[] code = System.Text.Encoding.UTF8.GetBytes(string.Concat(emission.Windows) + emission.Layers);
        foreach (byte b in emission.Tables.SelectMany(table => table.LittleEndian(words)).Concat(code))
            hash = unchecked((hash ^ b) * 1099511628211);
        return hash;
    }
}
