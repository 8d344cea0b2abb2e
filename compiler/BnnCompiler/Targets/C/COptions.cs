// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Targets.C;

/// <summary>How C is generated.</summary>
/// <param name="Prefix">What the names of all functions and types begin with: a C identifier in lower case.</param>
/// <param name="Machine">What it is for.</param>
internal sealed record COptions(string Prefix, CMachine Machine)
{
    /// <summary>The version of the compiler, for the header.</summary>
    public string Version { get; init; } = "0";

    /// <summary>Whether the work, and so the time on a processor without a cache, is the same for all inputs.</summary>
    public bool ConstantTime { get; init; }

    /// <summary>From how many bytes of constants on these get a file of their own; null for never.</summary>
    public int? SplitFrom { get; init; }

    /// <summary>What the network returns for each class.</summary>
    public ScoreType Scores { get; init; } = ScoreType.Float32;

    /// <summary>Chooses inputs for a self-test and computes their scores, from the packed graph; null for none.</summary>
    public Func<Graph, CSelfTest>? SelfTest { get; init; }

    /// <summary><see cref="Prefix"/> for macros.</summary>
    public string Macro => Prefix.ToUpperInvariant();
}
