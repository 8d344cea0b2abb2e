// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// transpose(f(x)) becomes f(transpose(x)) for pointwise f of an input x: the first layer then reads an input quantizer, and that the
/// input's own elements, which are reordered once.
/// </summary>
internal sealed class HoistTransposes : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "moves transposes in front of what is computed from inputs alone";

    /// <inheritdoc/>
    public override Stage Stage => Stage.Imported;

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not Transpose transpose)
            return null;
        var region = PointwiseRegion.EndingIn(transpose.Input);
        if (region is null || region.Steps.IsEmpty || !region.Leaves.All(IsInput) || !region.Steps.All(Transposition.Allows))
            return null;

        var moved = region.Leaves.ToDictionary(leaf => leaf, leaf => Turned(leaf, transpose.Order));
        foreach (var step in region.Steps)
        {
            moved[step] = step.WithOperands([.. step.Operands.Select(operand =>
                operand is Constant constant ? Transposition.OfConstant(step, constant, transpose.Order) : moved[operand])]);
        }

        return moved[transpose.Input];
    }

    private static Op Turned(Op leaf, ImmutableArray<int> order)
    {
        var turned = Transposition.Of(leaf, order);
        return turned.Name.Length > 0 || turned is Input ? turned : turned.NamedAs(leaf);
    }

    private static bool IsInput(Op leaf) => leaf is Input or Transpose { Input: Input } or Reshape { Input: Input };
}
