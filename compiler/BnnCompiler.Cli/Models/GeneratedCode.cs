// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Targets;

namespace BnnCompiler.Cli.Models;

/// <summary>The generated C#.</summary>
/// <param name="Sources">The files of source.</param>
/// <param name="Weights">The resource in which they expect the weights, where those are large.</param>
internal sealed record GeneratedCode(ImmutableArray<SourceFile> Sources, EmbeddedData? Weights);
