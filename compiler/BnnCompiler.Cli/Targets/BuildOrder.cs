// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Targets;

/// <summary>A binary to build.</summary>
/// <param name="Kind">As for <c>--kind</c>.</param>
/// <param name="Name">Of the binary; null for the model's.</param>
/// <param name="Folder">Where it goes.</param>
internal sealed record BuildOrder(string Kind, string? Name, string Folder);
