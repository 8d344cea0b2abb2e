// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Verification;

/// <summary>What comparing an engine with the interpreter gave.</summary>
/// <param name="Engine">The engine, for people.</param>
/// <param name="Differences">Scores whose bits differ.</param>
/// <param name="FirstDifference">Where, expected and found; null if there is none.</param>
/// <param name="Fault">Why the engine gave no scores at all; null if it did.</param>
internal sealed record EngineOutcome(string Engine, int Differences, string? FirstDifference, string? Fault)
{
    /// <summary>Whether a difference is explained by a note and no fault.</summary>
    public bool MayDiffer { get; init; }

    /// <summary>Whether all is as it should be.</summary>
    public bool IsGood => Fault is null && (Differences == 0 || MayDiffer);
}
