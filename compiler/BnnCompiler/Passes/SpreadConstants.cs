// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Gives every constant of a pointwise op a form that kernels index without arithmetic on shapes: one value, one per channel, or one per
/// element. Constants that vary along other axes are repeated over the elements.
/// </summary>
internal sealed class SpreadConstants : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "repeats constants that vary along an inner axis over all elements";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not PointwiseOp pointwise || Enumerable.Range(0, op.Operands.Length).All(k => HasKernelForm(pointwise, k)))
            return null;
        return op.WithOperands([.. op.Operands.Select((operand, k) => HasKernelForm(pointwise, k) ? operand : Spread(pointwise, k, op.Type.Shape))]);
    }

    /// <summary>The constant operand <paramref name="k"/> with one value for each element of the op, in the given shape.</summary>
    public static Constant Spread(PointwiseOp op, int k, Shape shape)
    {
        var constant = (Constant)op.Operands[k];
        var indices = Enumerable.Range(0, shape.ElementCount).Select(i => op.OperandIndex(k, i));
        Tensor spread = constant.Value is Tensor<int> integers
            ? Tensor.Of(shape, [.. indices.Select(i => integers.Values[i])])
            : Tensor.Of(shape, [.. indices.Select(i => (float)constant.Value[i])]);
        return (Constant)new Constant(spread).NamedAs(constant);
    }

    private static bool HasKernelForm(PointwiseOp op, int k) => op.Operands[k] is not Constant || op.FormOf(k) != OperandForm.Other;
}
