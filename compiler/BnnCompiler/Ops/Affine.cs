// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// What a layer on affinely mapped pixels would have summed: y = float32(scale * x + offset * s), computed in float64. For pixels
/// p that stand for scale * p + offset, x is the layer's integer sum and s the sum of the weights it was made with, by output or by element.
/// <c>%y = affine(%dot, %s) {scale=0.00784, offset=-1} : float32[1, 64]</c> with x: int32, s: int32[64].
/// </summary>
internal sealed class Affine : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("affine", 2, Stage.Canonical, Stage.Packed,
        a => new Affine(a[0], a[1], a.Double("scale"), a.Double("offset")));

    /// <summary>Maps integer sums back to the source network's scale.</summary>
    public Affine(Op input, Op weightSums, double scale, double offset)
        : base(
            KindOf,
            input.OfElement("input", ElementType.Int32).Type.WithElement(ElementType.Float32),
            input,
            weightSums.OfElement("weight sums", ElementType.Int32).AsConstant("weight sums"))
    {
        if (Broadcasting.Of(input.Type.Shape, weightSums.Type.Shape) != input.Type.Shape)
            throw new InvalidOpException($"weight sums are {weightSums.Type}; expected one for each channel or element of {input.Type}");
        Scale = scale;
        Offset = offset;
    }

    /// <summary>What one step of a pixel stands for.</summary>
    public double Scale { get; }

    /// <summary>What the pixel 0 stands for.</summary>
    public double Offset { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("scale", Scale), OpAttribute.Of("offset", Offset)];
}
