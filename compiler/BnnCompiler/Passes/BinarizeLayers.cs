// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Passes;

/// <summary>
/// Turns the float network into bits, from the input to the output. Its rules run op by op in one walk, because each needs the other's
/// result: a layer is binary if its input has become bits, and a chain becomes bits if the layer before it has become integers.
/// </summary>
internal sealed class BinarizeLayers : Pass
{
    private static readonly ImmutableArray<RewriteRule> Rules =
    [
        new RemoveStraightThroughResidue(),
        new FusePointwiseIntoThreshold(),
        new LowerDense(),
    ];

    /// <inheritdoc/>
    public override string Summary => "turns layers into bits and pointwise chains into thresholds";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log) =>
        graph.Rewrite(op => Rules.Aggregate(op, (current, rule) => rule.Apply(current, log) ?? current));
}
