// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BnnCompiler.SourceGenerator;

/// <summary>A .bnn file among the additional files, and what the project says about it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsModel">Whether the project wants a class of it, without an attribute.</param>
/// <param name="Namespace">The namespace of that class.</param>
/// <param name="ClassName">Its name; empty for the network's own.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>; empty for public.</param>
/// <param name="Source">The model that a user knows; the text itself where nothing was lowered.</param>
internal sealed record ModelFile(string Path, string Text, bool IsModel, string Namespace, string ClassName, string Accessibility, string Source)
{
    /// <summary>What a file is.</summary>
    public static ModelFile Of(AdditionalText file, AnalyzerConfigOptions options, CancellationToken cancellation)
    {
        return new(file.Path, file.GetText(cancellation)?.ToString() ?? "", Metadata("BnnModel") == "true", Metadata("BnnNamespace"),
            Metadata("BnnClass"), Metadata("BnnAccessibility"), Metadata("BnnSource") is { Length: > 0 } source ? source : file.Path);

        string Metadata(string name) => options.TryGetValue("build_metadata.AdditionalFiles." + name, out string? value) ? value : "";
    }
}
