// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A first layer on real-valued inputs: y_n = (..((0 + s_n0) + s_n1) + ..) with s_nk = x_k or -x_k, added in float32 in ascending k.
/// <c>%sum = float_dense(%x, %w) : float32[1, 64]</c> with x: float32[1, K], w: bit[N, K]. The order is part of the meaning
/// (docs/numerics.md), so every target gives the same bits.
/// </summary>
internal sealed class FloatDense : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("float_dense", 2, Stage.Canonical, Stage.Canonical, a => new FloatDense(a[0], a[1]));

    /// <summary>Sums <paramref name="input"/> under the signs <paramref name="weights"/>.</summary>
    public FloatDense(Op input, Op weights)
        : base(
            KindOf,
            new(ElementType.Float32, new(1, weights.OutputsFor(input))),
            input.OfElement("input", ElementType.Float32),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights"))
    {
    }

    /// <summary>float32[1, K].</summary>
    public Op Input => Operands[0];

    /// <summary>bit[N, K].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>K, the number of terms of each sum.</summary>
    public int FanIn => Weights.Type.Shape[1];
}
