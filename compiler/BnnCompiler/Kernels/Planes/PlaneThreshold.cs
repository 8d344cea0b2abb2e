// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Planes;

/// <summary>
/// <see cref="PlaneDense"/> and its threshold in one: bit n = y_n at least limit_n. Padding outputs have limit 2147483647.
/// <c>%h = plane_threshold(%planes, %w, %limits) {outputs=64} : bit[1, 64]</c> with planes: bit[8, K], w: bit[8, words, 8, 64],
/// limits: int32[64].
/// </summary>
internal sealed class PlaneThreshold : InterleavedDenseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("plane_threshold", 3, Stage.Packed, Stage.Packed,
        a => new PlaneThreshold(a[0], a[1], a[2], a.Int("outputs")));

    /// <summary>Reads bit[8, K].</summary>
    public PlaneThreshold(Op input, Op weights, Op limits, int outputs)
        : base(
            KindOf,
            ElementType.Bit,
            input.OfElement("input", ElementType.Bit),
            new(1, input.Type.Shape.Last),
            weights,
            outputs,
            LimitsFor(limits, outputs))
    {
    }

    /// <summary>int32[8 * blocks].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <inheritdoc/>
    public override string Reason => "8-bit input, binary weights: eight binary products, exact; everything up to the sign is one comparison";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new("PlaneDense.Threshold", CallArgument.Of("weights", Weights), CallArgument.Of("limits", Limits));

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "plane_threshold", WordsOfRow, CallArgument.Of("weights", Weights), CallArgument.Of("limits", Limits), CallArgument.Of("outputs", Outputs));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => XnorWork.Of(this, KernelWork.PlanesOfPixels);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        BitTensor.FromPredicate(Type.Shape, n => PlaneDense.Sum(operands, n) >= Limits.Integers.Values[n]);

    /// <inheritdoc/>
    public override void Verify()
    {
        PlaneDense.VerifyOnPlanes(this);
        PaddedLimits.Verify(this, Limits, Outputs, int.MaxValue);
    }
}
