// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Cli.Output;

/// <summary>Prints diagnostics to stderr, so that stdout holds nothing but results.</summary>
internal static class DiagnosticPrinter
{
    /// <summary>Prints one.</summary>
    public static void Print(Diagnostic diagnostic)
    {
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
}
