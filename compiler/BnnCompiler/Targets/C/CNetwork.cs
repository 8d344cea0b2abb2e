// SPDX-License-Identifier: MIT
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>A network whose statements are written.</summary>
/// <param name="Plan">What is spelled.</param>
/// <param name="Options">How.</param>
/// <param name="Emission">The statements, and what they refer to.</param>
internal sealed record CNetwork(ExecutionPlan Plan, COptions Options, CEmission Emission)
{
    /// <summary>What it needs on its machine.</summary>
    public CFootprint Footprint { get; } = CFootprint.Of(Plan, Emission);
}
