// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Cli.Output;

/// <summary>Prints diagnostics to stderr, so that stdout holds nothing but results.</summary>
internal static partial class DiagnosticPrinter
{
    private static string? s_modelForMSBuild;

    /// <summary>From now on errors and warnings are printed as MSBuild reads them, with the path of the model in front, and notes stay out of its way.</summary>
    public static void SpeakToMSBuild(string model) => s_modelForMSBuild = model;

    /// <summary>Prints one.</summary>
    public static void Print(Diagnostic diagnostic)
    {
        if (s_modelForMSBuild is { } model)
        {
            Console.Error.WriteLine(ForMSBuild(diagnostic, model));
            return;
        }

        Console.Error.WriteLine(diagnostic);
        if (diagnostic.Severity == DiagnosticSeverity.Error)
            Console.Error.WriteLine($"  more: docs/diagnostics/{diagnostic.Code}.md");
    }

    /// <summary>Prints all notes and warnings of a compilation.</summary>
    public static void Print(DiagnosticLog log)
    {
        foreach (var entry in log.Entries)
            Print(entry);
    }

    /// <summary><c>models/net.bnn(3,4): error BNN0001: message</c>; MSBuild takes a note for ordinary output.</summary>
    public static string ForMSBuild(Diagnostic diagnostic, string model)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Note)
            return $"{model}: {diagnostic}";
        string severity = diagnostic.Severity == DiagnosticSeverity.Warning ? "warning" : "error";
        if (LineAndColumn().Match(diagnostic.Place) is { Success: true, Groups: var groups })
            return $"{model}({groups[1].ValueSpan},{groups[2].ValueSpan}): {severity} {diagnostic.Code}: {diagnostic.Message}";
        string place = diagnostic.Place.Length == 0 ? "" : $"at {diagnostic.Place}: ";
        return $"{model}: {severity} {diagnostic.Code}: {place}{diagnostic.Message}";
    }

    [GeneratedRegex(@"\(([0-9]+),([0-9]+)\)$")]
    private static partial Regex LineAndColumn();
}
