// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets;

/// <summary>A network as a target spells it.</summary>
/// <param name="Plan">What is spelled.</param>
/// <param name="Sources">The files of source.</param>
internal record TargetCode(ExecutionPlan Plan, ImmutableArray<SourceFile> Sources);
