// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Batch normalization at inference: y = ((scale * (x - mean)) / sqrt(variance + epsilon)) + bias, each step rounded to float32, in the
/// order of ONNX's reference implementation (ONNX BatchNormalization; paper, section 1.3).
/// <c>%y = batch_norm(%x, %scale, %bias, %mean, %variance) {epsilon=1e-05} : float32[1, 64]</c>; the constants are float32[C].
/// </summary>
internal sealed class BatchNorm : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("batch_norm", 5, Stage.Imported, Stage.Canonical,
        a => new BatchNorm(a[0], a[1], a[2], a[3], a[4], a.Float("epsilon")));

    /// <summary>Normalizes the channels (last axis) of <paramref name="input"/>.</summary>
    public BatchNorm(Op input, Op scale, Op bias, Op mean, Op variance, float epsilon)
        : base(
            KindOf,
            input.OfElement("input", ElementType.Float32).Type,
            input,
            PerChannel(scale, "scale", input),
            PerChannel(bias, "bias", input),
            PerChannel(mean, "mean", input),
            PerChannel(variance, "variance", input)) =>
        Epsilon = epsilon;

    /// <summary>What is normalized.</summary>
    public Op Input => Operands[0];

    /// <summary>Gamma, float32[C]; may be negative or 0.</summary>
    public Constant Scale => (Constant)Operands[1];

    /// <summary>Beta, float32[C].</summary>
    public Constant Bias => (Constant)Operands[2];

    /// <summary>Running mean, float32[C].</summary>
    public Constant Mean => (Constant)Operands[3];

    /// <summary>Running variance, float32[C].</summary>
    public Constant Variance => (Constant)Operands[4];

    /// <summary>What is added to the variance before the square root.</summary>
    public float Epsilon { get; }

    /// <inheritdoc/>
    public override int FirstPerChannelOperand => 1;

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("epsilon", Epsilon)];

    private static Constant PerChannel(Op constant, string role, Op input) =>
        constant.OfElement(role, ElementType.Float32).AsConstant(role).OfShape(role, new(input.Type.Shape.Channels));
}
