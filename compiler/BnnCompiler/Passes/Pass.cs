// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Passes;

/// <summary>A step of the compilation: a function from graph to graph that keeps what the graph computes.</summary>
internal abstract class Pass
{
    /// <summary>The pass's name on the command line and in tests: the class name in lower case, words joined by <c>-</c>.</summary>
    public string Name => PassName.Of(GetType());

    /// <summary>What it does, in a line for <c>bnnc passes</c>.</summary>
    public abstract string Summary { get; }

    /// <summary>The stage of the graph it returns.</summary>
    public virtual Stage Stage => Stage.Canonical;

    /// <summary>Carries out the step.</summary>
    /// <exception cref="DiagnosticException">The network cannot be compiled exactly; the message says why.</exception>
    public abstract Graph Run(Graph graph, DiagnosticLog log);
}
