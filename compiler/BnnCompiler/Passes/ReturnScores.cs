// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Gives every output the form callers get: float32. Integer sums and bits are converted.</summary>
internal sealed class ReturnScores : Pass
{
    /// <inheritdoc/>
    public override string Summary => "converts every output to float32";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log) =>
        new(graph.Name, graph.Inputs, [.. graph.Outputs.Select(Converted)]);

    private static Op Converted(Op output) =>
        output.Type.Element == ElementType.Float32 ? output : new ToFloat(output).Named(output.Name + "_scores", output.Origin);
}
