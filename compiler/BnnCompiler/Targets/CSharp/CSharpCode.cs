// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp;

/// <summary>A network in C#.</summary>
/// <param name="Plan">What is spelled.</param>
/// <param name="Options">How.</param>
/// <param name="Sources">The class, and its tables.</param>
/// <param name="Weights">
/// The embedded resource <see cref="CSharpOptions.WeightsResource"/> that the class reads its large weights from; empty if they lie in the tables.
/// </param>
internal sealed record CSharpCode(ExecutionPlan Plan, CSharpOptions Options, ImmutableArray<SourceFile> Sources, ImmutableArray<byte> Weights)
    : TargetCode(Plan, Sources);
