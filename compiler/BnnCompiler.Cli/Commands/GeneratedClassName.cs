// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Cli.Commands;

/// <summary>Which names the generated class can have: C# takes a class's own name before everything that its code refers to.</summary>
internal static class GeneratedClassName
{
    /// <summary>The name for a model; <c>run</c> becomes <c>RunNetwork</c>, because <c>Run</c> is a method of every generated class.</summary>
    public static string For(string modelName) => CSharpNames.Pascal(modelName) is var name && IsFree(name) ? name : name + "Network";

    /// <summary>Whether the generated code means nothing else by a name.</summary>
    public static bool IsFree(string name) =>
        name is not ("Run" or "RunBatch" or "Classify" or "InputLength" or "ClassCount" or "ArgumentException" or "MemoryMarshal" or "MathF" or "ThreadStatic" or "ThreadStaticAttribute")
        && !Array.Exists(typeof(Binarize).Assembly.GetExportedTypes(), type => type.Name == name);
}
