// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Passes;

/// <summary>A pass that looks at one op at a time, after that op's operands have been rewritten.</summary>
internal abstract class RewriteRule : Pass
{
    /// <summary>The op to use instead of <paramref name="op"/>, or null to keep it.</summary>
    public abstract Op? Apply(Op op, DiagnosticLog log);

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log) => graph.Rewrite(op => Apply(op, log) ?? op);
}
