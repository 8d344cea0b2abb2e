// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// reshape(f(x)) becomes f(reshape(x)) for pointwise f: a flatten between an input quantizer and a layer moves to the input, where it
/// costs nothing, and pointwise chains stay in one piece. Images that a layer computed keep their channels: there <see cref="SinkReshapes"/>
/// goes the other way.
/// </summary>
internal sealed class HoistReshapes : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "moves reshapes in front of pointwise ops";

    /// <inheritdoc/>
    public override Stage Stage => Stage.Imported;

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not Reshape { Type.Shape: var shape } reshape)
            return null;
        if (reshape.Input is Constant constant)
            return new Constant(constant.Value.Reshape(shape));
        var region = PointwiseRegion.EndingIn(reshape.Input);
        if (region is null
            || region.Steps.Concat(region.Leaves).Any(part => part.Type.Shape != reshape.Input.Type.Shape)
            || region.Leaves.Any(leaf => leaf is not (Input or Reshape) && leaf.Type.Shape.Rank == 4)
            || !region.Steps.All(step => CanFollow(step, shape)))
        {
            return null;
        }

        var moved = region.Leaves.ToDictionary(leaf => leaf, leaf => Reshaped(leaf, shape));
        foreach (var step in region.Steps)
        {
            var operands = step.Operands.Select((operand, k) => moved.TryGetValue(operand, out var done) ? done : Follow(step, k, shape));
            moved[step] = step.WithOperands([.. operands]);
        }

        return moved[reshape.Input];
    }

    /// <summary>A constant that holds one value per channel can be spread over the elements only where each element is a channel.</summary>
    private static bool CanFollow(Op step, Shape shape) => step switch
    {
        Threshold threshold => threshold.Rules == 1,
        PointwiseOp { FirstPerChannelOperand: < int.MaxValue } => shape.Rank == 2 && shape[0] == 1,
        _ => true,
    };

    private static Op Reshaped(Op leaf, Shape shape)
    {
        var source = leaf is Reshape inner ? inner.Input : leaf;
        return source.Type.Shape == shape ? source : new Reshape(source, shape).Named(leaf.Name, leaf.Origin);
    }

    /// <summary>The constant operand <paramref name="k"/> of a step, in the new shape, or spread over it.</summary>
    private static Op Follow(Op step, int k, Shape shape)
    {
        var constant = (Constant)step.Operands[k];

        // The limits and flips of a threshold with one rule serve any shape.
        if (step is Threshold && k > 0)
            return constant;
        bool perChannel = step is PointwiseOp { FirstPerChannelOperand: var first } && k >= first;
        if (constant.Type.Shape == step.Type.Shape && !perChannel)
            return new Constant(constant.Value.Reshape(shape)).NamedAs(constant);
        if (constant.Type.Shape.ElementCount == 1 && !perChannel)
            return new Constant(constant.Value.Reshape(new(1))).NamedAs(constant);

        return SpreadConstants.Spread((PointwiseOp)step, k, perChannel ? new(shape.Channels) : shape);
    }
}
