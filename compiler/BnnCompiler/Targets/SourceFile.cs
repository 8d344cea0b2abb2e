// SPDX-License-Identifier: MIT
namespace BnnCompiler.Targets;

/// <summary>A file of generated source.</summary>
/// <param name="Name">File name without a folder.</param>
/// <param name="Text">Its content: UTF-8, lines end in <c>\n</c>.</param>
internal sealed record SourceFile(string Name, string Text);
