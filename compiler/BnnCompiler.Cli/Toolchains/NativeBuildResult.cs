// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>What became of a build: the files it made, or why there are none.</summary>
internal sealed record NativeBuildResult
{
    /// <summary>Why nothing was built, in a sentence; null if something was.</summary>
    public string? Fault { get; private init; }

    /// <summary>The lines of the tools' output that tell more about the fault.</summary>
    public ImmutableArray<string> Log { get; private init; } = [];

    /// <summary>The finished files, the binary first.</summary>
    public ImmutableArray<string> Files { get; private init; } = [];

    /// <summary>How a C program is linked with the library; null for a program.</summary>
    public string? LinkLine { get; private init; }

    public static NativeBuildResult Done(ImmutableArray<string> files, string? linkLine) => new() { Files = files, LinkLine = linkLine };

    public static NativeBuildResult Failed(string fault, ImmutableArray<string> log) => new() { Fault = fault, Log = log };
}
