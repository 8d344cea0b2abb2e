// SPDX-License-Identifier: MIT
namespace BnnCompiler.Diagnostics;

/// <summary>One entry of the catalogue. Its page is <c>docs/diagnostics/CODE.md</c>.</summary>
/// <param name="Code">The number, never reused.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">What the page is headed with.</param>
internal sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Title)
{
    /// <summary>The message for one occurrence.</summary>
    public Diagnostic At(Origin? origin, string message) => At(origin?.ToString() ?? "", message);

    /// <summary>The message for one occurrence at a place that is not a node, for example <c>line 3</c>.</summary>
    public Diagnostic At(string place, string message) => new(Code, Severity, message, place);

    /// <summary>An exception to throw where the compilation cannot go on.</summary>
    public DiagnosticException Error(Origin? origin, string message) => new(At(origin, message));

    /// <summary>An exception to throw where the compilation cannot go on.</summary>
    public DiagnosticException Error(string place, string message) => new(At(place, message));
}
