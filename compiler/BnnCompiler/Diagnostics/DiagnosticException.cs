// SPDX-License-Identifier: MIT
namespace BnnCompiler.Diagnostics;

/// <summary>Carries an error <see cref="Diagnostic"/> from the place that found the user's fault to the front door that prints it.</summary>
public sealed class DiagnosticException : Exception
{
    /// <summary>Wraps <paramref name="diagnostic"/>.</summary>
    public DiagnosticException(Diagnostic diagnostic)
        : base(diagnostic.ToString()) => Diagnostic = diagnostic;

    /// <summary>What the user is told.</summary>
    public Diagnostic Diagnostic { get; }
}
