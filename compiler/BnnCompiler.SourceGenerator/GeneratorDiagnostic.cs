// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Text;
using Diagnostic = BnnCompiler.Diagnostics.Diagnostic;
using DiagnosticDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;
using DiagnosticSeverity = BnnCompiler.Diagnostics.DiagnosticSeverity;

namespace BnnCompiler.SourceGenerator;

/// <summary>A message of the compiler and where it belongs, as plain values.</summary>
internal sealed record GeneratorDiagnostic(string Code, DiagnosticSeverity Severity, string Message, SourcePlace Place)
{
    /// <summary>A message about a .bnn file, at the line that it names.</summary>
    public static GeneratorDiagnostic Of(Diagnostic diagnostic, string path) =>
        Of(RefusalText.Of(diagnostic, path)) with { Severity = diagnostic.Severity };

    /// <summary>Why a model was not lowered, at its own file.</summary>
    public static GeneratorDiagnostic Of(RefusalText refusal) =>
        new(refusal.Code, DiagnosticSeverity.Error, refusal.Message, SourcePlace.Of(refusal.Path, refusal.Line, refusal.Column));

    /// <summary>As Roslyn reports it.</summary>
    public Microsoft.CodeAnalysis.Diagnostic ToRoslyn()
    {
        var entry = DiagnosticCatalog.All.First(known => known.Code == Code);
        var severity = Severity switch
        {
            DiagnosticSeverity.Note => Microsoft.CodeAnalysis.DiagnosticSeverity.Info,
            DiagnosticSeverity.Warning => Microsoft.CodeAnalysis.DiagnosticSeverity.Warning,
            _ => Microsoft.CodeAnalysis.DiagnosticSeverity.Error,
        };
        var descriptor = new DiagnosticDescriptor(
            Code, entry.Title, "{0}", "BnnCompiler", severity, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{Code}.md");
        return Microsoft.CodeAnalysis.Diagnostic.Create(descriptor, Place.ToLocation(), Message);
    }
}
