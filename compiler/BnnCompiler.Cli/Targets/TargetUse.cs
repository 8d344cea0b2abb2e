// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Targets;

/// <summary>What a command does with a target's code, which decides about its options.</summary>
internal enum TargetUse
{
    /// <summary>Writes the sources.</summary>
    Compile,

    /// <summary>Says what they take.</summary>
    Inspect,

    /// <summary>Builds a binary of them.</summary>
    Build,
}
