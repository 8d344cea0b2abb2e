// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Planes;

/// <summary>
/// A dense layer on pixels given as bit planes: y_n = sum over b of 2^b * (2 * popcount(x_b and w_n) - popcount(x_b)), the weight of a pixel
/// being +1 where the weight bit is set and -1 elsewhere (paper, section 1.7).
/// <c>%dot = plane_dense(%planes, %w) {outputs=10} : int32[1, 10]</c> with planes: bit[8, K], w: bit[2, words, 8, 64].
/// </summary>
internal sealed class PlaneDense : InterleavedDenseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("plane_dense", 2, Stage.Packed, Stage.Packed,
        a => new PlaneDense(a[0], a[1], a.Int("outputs")));

    /// <summary>Reads bit[8, K].</summary>
    public PlaneDense(Op input, Op weights, int outputs)
        : base(KindOf, ElementType.Int32, input.OfElement("input", ElementType.Bit), new(1, input.Type.Shape.Last), weights, outputs)
    {
    }
}
