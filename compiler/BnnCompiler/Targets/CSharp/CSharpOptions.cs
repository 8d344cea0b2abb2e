// SPDX-License-Identifier: MIT
namespace BnnCompiler.Targets.CSharp;

/// <summary>How the generated class is called.</summary>
/// <param name="Namespace">A C# namespace.</param>
/// <param name="ClassName">A C# identifier.</param>
/// <param name="IsPublic">Whether other assemblies can use the class.</param>
/// <param name="TimesSteps">Whether there is a second method, <c>RunTimed</c>, that notes the time behind each step: for benchmarks.</param>
internal sealed record CSharpOptions(string Namespace, string ClassName, bool IsPublic = true, bool TimesSteps = false)
{
    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public string Accessibility => IsPublic ? "public" : "internal";
}
