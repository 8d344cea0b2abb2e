// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using BnnCompiler.Diagnostics;
using Diagnostic = BnnCompiler.Diagnostics.Diagnostic;
using DiagnosticDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;
using DiagnosticSeverity = BnnCompiler.Diagnostics.DiagnosticSeverity;

namespace BnnCompiler.SourceGenerator;

/// <summary>A message of the compiler and where it belongs, as plain values.</summary>
internal sealed record GeneratorDiagnostic(string Code, DiagnosticSeverity Severity, string Message, SourcePlace Place)
{
    private static readonly Regex LineAndColumn = new(@"\(([0-9]+),([0-9]+)\)$", RegexOptions.CultureInvariant);

    /// <summary>A message about a .bnn file, at the line that it names.</summary>
    public static GeneratorDiagnostic Of(Diagnostic diagnostic, string path)
    {
        var match = LineAndColumn.Match(diagnostic.Place);
        if (match.Success)
            return new(diagnostic.Code, diagnostic.Severity, diagnostic.Message, SourcePlace.Of(path, Number(match.Groups[1]), Number(match.Groups[2])));
        string place = diagnostic.Place.Length == 0 ? "" : $"at {diagnostic.Place}: ";
        return new(diagnostic.Code, diagnostic.Severity, place + diagnostic.Message, SourcePlace.Of(path, 1, 1));
    }

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
        var descriptor = new DiagnosticDescriptor(Code, entry.Title, "{0}", "BnnCompiler", severity, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{Code}.md");
        return Microsoft.CodeAnalysis.Diagnostic.Create(descriptor, Place.ToLocation(), Message);
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);
}
