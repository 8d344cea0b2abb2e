// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A binary dense layer and its threshold in one: bit n = popcount(x xor w_n) at most limit_n. The sum K - 2p reaches T exactly when
/// p is at most floor((K - T) / 2). Padding outputs have limit -1.
/// <c>%h = xnor_threshold(%x, %w, %limits) {outputs=64} : bit[1, 64]</c> with x: bit[1, K], w: bit[8, words, 8, 64], limits: int32[64].
/// </summary>
internal sealed class XnorThreshold : DifferingThresholdOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("xnor_threshold", 3, Stage.Packed, Stage.Packed,
        a => new XnorThreshold(a[0], a[1], a[2], a.Int("outputs")));

    /// <summary>Reads bit[1, K], or an image bit[1, H, W, C] as its flatten.</summary>
    public XnorThreshold(Op input, Op weights, Op limits, int outputs)
        : base(KindOf, input, weights, limits, outputs)
    {
    }

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new("XnorDense.Threshold", CallArgument.Of("weights", Weights), CallArgument.Of("limits", Limits));

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "xnor_threshold", WordsOfRow, CallArgument.Of("weights", Weights), CallArgument.Of("limits", Limits), CallArgument.Of("outputs", Outputs));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => XnorWork.Of(this, planes: 1);
}
