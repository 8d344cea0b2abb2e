// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A fully connected layer whose operands are all +1 or -1: y_n = sum over k of x_k * w_nk, which has the parity of K and lies in
/// [-K, K] (paper, section 1.5: XNOR and popcount).
/// <c>%dot = binary_dense(%x, %w) : int32[1, 64]</c> with x: bit[1, K], w: bit[N, K].
/// </summary>
internal sealed class BinaryDense : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("binary_dense", 2, Stage.Canonical, Stage.Canonical, a => new BinaryDense(a[0], a[1]));

    /// <summary>Sums <paramref name="input"/> under the signs <paramref name="weights"/>.</summary>
    public BinaryDense(Op input, Op weights)
        : base(
            KindOf,
            new(ElementType.Int32, new(1, weights.OutputsFor(input))),
            input.OfElement("input", ElementType.Bit),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights"))
    {
    }

    /// <summary>bit[1, K].</summary>
    public Op Input => Operands[0];

    /// <summary>bit[N, K].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>K, the number of terms of each sum.</summary>
    public int FanIn => Weights.Type.Shape[1];
}
