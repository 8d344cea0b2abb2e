// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests;

/// <summary>A fact that needs files of the shared folder, and is skipped, with that reason, where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFileFactAttribute : FactAttribute
{
    /// <summary>Needs <paramref name="paths"/>, relative to the shared folder.</summary>
    public SharedFileFactAttribute(params string[] paths)
    {
        Paths = paths;
        if (Array.Find(paths, path => SharedFiles.Find(path) is null) is { } missing)
            Skip = $"needs shared/{missing}";
    }

    /// <summary>Relative to the shared folder.</summary>
    public string[] Paths { get; }
}
