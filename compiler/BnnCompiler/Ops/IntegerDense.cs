// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A first layer on pixels: y_n = sum over k of x_k * w_nk with x in 0..255 and w = +1 or -1 (paper, section 1.7).
/// <c>%dot = integer_dense(%x, %w) : int32[1, 64]</c> with x: uint8[1, K], w: bit[N, K].
/// </summary>
internal sealed class IntegerDense : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("integer_dense", 2, Stage.Canonical, Stage.Canonical, a => new IntegerDense(a[0], a[1]));

    /// <summary>Sums <paramref name="input"/> under the signs <paramref name="weights"/>.</summary>
    public IntegerDense(Op input, Op weights)
        : base(
            KindOf,
            new(ElementType.Int32, new(1, weights.OutputsFor(input))),
            input.OfElement("input", ElementType.UInt8),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights"))
    {
    }

    /// <summary>uint8[1, K].</summary>
    public Op Input => Operands[0];

    /// <summary>bit[N, K].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>K, the number of terms of each sum.</summary>
    public int FanIn => Weights.Type.Shape[1];
}
