// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>x if x >= 0, else slope * x; the slope is broadcast (ONNX PRelu, LeakyRelu). <c>%y = prelu(%x, %slope) : float32[1, 64]</c></summary>
internal sealed class PRelu : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("prelu", 2, Stage.Imported, Stage.Packed, a => new PRelu(a[0], a[1]));

    /// <summary>Rectifies <paramref name="input"/>, with <paramref name="slope"/> below zero.</summary>
    public PRelu(Op input, Op slope)
        : base(KindOf, input.OfElement("input", ElementType.Float32).Type, input, slope.OfElement("slope", ElementType.Float32))
    {
        if (Broadcasting.Of(input.Type.Shape, slope.Type.Shape) != input.Type.Shape)
            throw new InvalidOpException($"slope is {slope.Type}; it cannot be broadcast to {input.Type}");
    }
}
