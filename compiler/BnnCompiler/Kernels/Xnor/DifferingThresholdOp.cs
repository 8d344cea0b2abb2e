// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A binary dense layer and its threshold in one: bit n = popcount(x xor w_n) at most limit_n. The sum K - 2p reaches T exactly when
/// p is at most floor((K - T) / 2). Padding outputs have limit -1.
/// </summary>
internal abstract class DifferingThresholdOp : InterleavedDenseOp
{
    /// <summary>Reads bit[1, K], or an image bit[1, H, W, C] as its flatten.</summary>
    private protected DifferingThresholdOp(OpKind kind, Op input, Op weights, Op limits, int outputs)
        : base(kind, ElementType.Bit, input.OfElement("input", ElementType.Bit), input.Type.Shape, weights, outputs, LimitsFor(limits, outputs))
    {
    }

    /// <summary>int32[8 * blocks].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <inheritdoc/>
    public override string Reason => "binary input and weights; everything up to the sign is one comparison";

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        BitTensor.FromPredicate(Type.Shape, n => DifferingBits(operands, n) <= Limits.Integers.Values[n]);

    /// <inheritdoc/>
    public override void Verify()
    {
        VerifyOnBits();
        PaddedLimits.Verify(this, Limits, Outputs, -1);
    }
}
