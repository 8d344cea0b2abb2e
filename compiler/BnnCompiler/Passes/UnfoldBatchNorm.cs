// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A batch norm that stays becomes ((scale * (x - mean)) / deviation) + bias, its own definition, with the deviation computed now.
/// </summary>
internal sealed class UnfoldBatchNorm : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "spells remaining batch norms as sub, mul, div, add";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not BatchNorm norm)
            return null;
        Op Step(Op step) => step.NamedAs(norm);

        var deviations = norm.Variance.Floats.Values.Select(variance => (float)Math.Sqrt(variance + norm.Epsilon));
        var deviation = new Constant(Tensor.Of(norm.Variance.Type.Shape, [.. deviations]));
        var centered = Step(new Subtract(norm.Input, norm.Mean));
        var scaled = Step(new Multiply(norm.Scale, centered));
        var normalized = Step(new Divide(scaled, deviation));
        return new Add(normalized, norm.Bias);
    }
}
