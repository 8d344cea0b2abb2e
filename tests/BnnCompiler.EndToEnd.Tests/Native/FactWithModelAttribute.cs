// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Native;

/// <summary>A test on a shared model that is skipped, with the reason, where the model or a command it needs is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithModelAttribute : FactAttribute
{
    public FactWithModelAttribute(string model, params string[] commands)
    {
        Model = model;
        Commands = commands;
        string[] missing = [.. commands.Where(command => !NativeTools.IsOnPath(command))];
        if (SharedFiles.Find(model) is null)
            Skip = $"not in a plain clone: shared/{model}";
        else if (missing.Length > 0)
            Skip = $"not installed: {string.Join(", ", missing)}";
    }

    public string Model { get; }

    public string[] Commands { get; }
}
