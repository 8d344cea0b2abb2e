// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// f(reshape(x)) becomes reshape(f(x)) for pointwise f of an image x that a layer computed: a flatten between a convolution and its sign moves
/// behind the sign, so that the layer's chain is one piece. A transpose in front of the flatten moves with it.
/// </summary>
internal sealed class SinkReshapes : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "moves a flatten of an image behind pointwise ops";

    /// <inheritdoc/>
    public override Stage Stage => Stage.Imported;

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not PointwiseOp step || step.Operands.Where(operand => operand is not Constant).ToArray() is not [Reshape reshape])
            return null;
        var source = reshape.Input is Transpose { Input: not Input } transpose ? transpose.Input : reshape.Input;
        if (source is Input or Reshape or Transpose || source.Type.Shape.Rank != 4 || step.Type.Shape != reshape.Type.Shape)
            return null;
        bool keepsChannels = source == reshape.Input && source.Type.Shape.Last == reshape.Type.Shape.Last;
        if (!Enumerable.Range(0, step.Operands.Length).All(k => Follows(step, k, keepsChannels)))
            return null;
        Op moved = step.WithOperands([.. step.Operands.Select(operand => operand == reshape ? source : operand)]).NamedAs(step);
        if (reshape.Input is Transpose reordered && source != reordered)
            moved = new Transpose(moved, reordered.Order);
        return new Reshape(moved, reshape.Type.Shape);
    }

    private static bool Follows(PointwiseOp step, int operand, bool keepsChannels)
    {
        if (step.Operands[operand] is not Constant { Type.Shape: var shape })
            return true;
        bool isPerChannel = operand >= step.FirstPerChannelOperand || (shape.Rank > 0 && shape.ElementCount == shape.Last);
        return shape.ElementCount == 1 || (keepsChannels && isPerChannel);
    }
}
