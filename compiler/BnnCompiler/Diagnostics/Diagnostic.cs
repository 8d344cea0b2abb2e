// SPDX-License-Identifier: MIT
namespace BnnCompiler.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; the compiled network is exact.</summary>
    Note,

    /// <summary>The compiled network is exact, but probably not what was meant.</summary>
    Warning,

    /// <summary>Nothing was produced.</summary>
    Error,
}

/// <summary>A numbered message for the user: what was found, what was expected, where, and what to do.</summary>
/// <param name="Code">The catalogue number, for example <c>BNN1004</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One or two sentences in printable ASCII.</param>
/// <param name="Place">Where: a node of the model, or a line of a text file; empty where the whole file is meant.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message, string Place)
{
    /// <summary>The form in which tools print it: <c>error BNN1004 at node 'fc2': message</c>.</summary>
    public override string ToString()
    {
        string severity = Severity switch
        {
            DiagnosticSeverity.Note => "note",
            DiagnosticSeverity.Warning => "warning",
            _ => "error",
        };
        return Place.Length == 0 ? $"{severity} {Code}: {Message}" : $"{severity} {Code} at {Place}: {Message}";
    }
}
