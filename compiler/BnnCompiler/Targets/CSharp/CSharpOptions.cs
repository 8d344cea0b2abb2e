// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;

namespace BnnCompiler.Targets.CSharp;

/// <summary>How the generated class is called, and what it is made of.</summary>
/// <param name="Namespace">A C# namespace.</param>
/// <param name="ClassName">A C# identifier.</param>
/// <param name="IsPublic">Whether other assemblies can use the class.</param>
/// <param name="TimesSteps">Whether there is a second method, <c>RunTimed</c>, that notes the time behind each step: for benchmarks.</param>
internal sealed record CSharpOptions(string Namespace, string ClassName, bool IsPublic = true, bool TimesSteps = false)
{
    /// <summary>Which family of kernels its layers have.</summary>
    public KernelCatalog Kernels { get; init; } = CSharpKernels.Fastest;

    /// <summary>The logical name of the embedded resource that large weights are moved to; null if they stay in the code.</summary>
    public string? WeightsResource { get; init; }

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public string Accessibility => IsPublic ? "public" : "internal";
}
