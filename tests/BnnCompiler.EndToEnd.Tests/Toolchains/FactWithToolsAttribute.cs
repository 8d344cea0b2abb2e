// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Toolchains;

namespace BnnCompiler.EndToEnd.Tests.Toolchains;

/// <summary>A test that is skipped, with the reason, where a command it needs is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithToolsAttribute : FactAttribute
{
    public FactWithToolsAttribute(params string[] commands)
    {
        Commands = commands;
        string[] missing = [.. commands.Where(command => !NativeTools.IsOnPath(command))];
        if (missing.Length > 0)
            Skip = $"not installed: {string.Join(", ", missing)}";
    }

    public string[] Commands { get; }
}
