// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>A network in C.</summary>
/// <param name="Plan">What is spelled.</param>
/// <param name="Options">How.</param>
/// <param name="Sources">A header, a source, and where asked for a source of tables and one of a self-test.</param>
/// <param name="Footprint">What the network needs.</param>
internal sealed record CCode(ExecutionPlan Plan, COptions Options, ImmutableArray<SourceFile> Sources, CFootprint Footprint)
    : TargetCode(Plan, Sources);
