// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests;

/// <summary>A theory that needs a file of the shared folder, and is skipped, with that reason, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFileTheoryAttribute : TheoryAttribute
{
    /// <summary>Needs <paramref name="path"/>, relative to the shared folder.</summary>
    public SharedFileTheoryAttribute(string path)
    {
        Path = path;
        if (SharedFiles.Find(path) is null)
            Skip = $"needs shared/{path}";
    }

    /// <summary>Relative to the shared folder.</summary>
    public string Path { get; }
}
