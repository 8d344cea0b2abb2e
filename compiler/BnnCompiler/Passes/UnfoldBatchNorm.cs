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
        Constant PerChannel(Constant constant) => new(constant.Value.Reshape(ChannelShape(norm.Type.Shape)));
        Op Step(Op step) => step.NamedAs(norm);

        var deviations = norm.Variance.Floats.Values.Select(variance => (float)Math.Sqrt(variance + norm.Epsilon));
        var deviation = new Constant(Tensor.Of(norm.Variance.Type.Shape, [.. deviations]));
        var centered = Step(new Subtract(norm.Input, PerChannel(norm.Mean)));
        var scaled = Step(new Multiply(PerChannel(norm.Scale), centered));
        var normalized = Step(new Divide(scaled, PerChannel(deviation)));
        return new Add(normalized, PerChannel(norm.Bias));
    }

    /// <summary>One value per channel, in the rank of the tensor, so that it is broadcast along axis 1.</summary>
    private static Shape ChannelShape(Shape shape) =>
        shape.Rank < 2 ? shape : new([.. shape.Select((extent, axis) => axis == 1 ? extent : 1)]);
}
