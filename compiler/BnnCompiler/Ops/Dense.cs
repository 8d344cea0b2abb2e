// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A fully connected layer as it comes from a source format: y_n = sum over k of x_k * w_nk (ONNX MatMul, Gemm).
/// <c>%y = dense(%x, %w) : float32[1, 64]</c> with x: float32[1, K], w: float32[N, K] or bit[N, K], one row per output.
/// </summary>
internal sealed class Dense : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("dense", 2, Stage.Imported, Stage.Imported, a => new Dense(a[0], a[1]));

    /// <summary>Multiplies <paramref name="input"/> by constant <paramref name="weights"/>.</summary>
    public Dense(Op input, Op weights)
        : base(
            KindOf,
            new(ElementType.Float32, new(1, weights.OutputsFor(input))),
            input.OfElement("input", ElementType.Float32),
            weights.OfElement("weights", ElementType.Float32, ElementType.Bit).AsConstant("weights"))
    {
    }

    /// <summary>float32[1, K].</summary>
    public Op Input => Operands[0];

    /// <summary>float32[N, K], or bit[N, K] where the source is known to have signs only.</summary>
    public Constant Weights => (Constant)Operands[1];
}
