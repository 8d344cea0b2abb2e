// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Targets;

namespace BnnCompiler.Cli.Targets;

/// <summary>What <c>bnnc compile</c> writes.</summary>
/// <param name="Files">Names without a folder, and contents.</param>
/// <param name="Remarks">Lines to print behind the names.</param>
internal sealed record TargetFiles(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> Files, IReadOnlyList<string> Remarks)
{
    /// <summary>A file of source.</summary>
    public static (string Name, ReadOnlyMemory<byte> Content) Of(SourceFile source) => (source.Name, Encoding.UTF8.GetBytes(source.Text));
}
