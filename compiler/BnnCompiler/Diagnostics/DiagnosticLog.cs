// SPDX-License-Identifier: MIT
namespace BnnCompiler.Diagnostics;

/// <summary>Collects the notes and warnings of one compilation, in the order in which they arise.</summary>
internal sealed class DiagnosticLog
{
    private readonly List<Diagnostic> _entries = [];

    /// <summary>What was reported so far.</summary>
    public IReadOnlyList<Diagnostic> Entries => _entries;

    /// <summary>Adds a note or a warning; an error is thrown instead, as <see cref="DiagnosticException"/>.</summary>
    public void Report(Diagnostic diagnostic) => _entries.Add(diagnostic);
}
