// SPDX-License-Identifier: MIT
namespace BnnCompiler.Interpreter;

/// <summary>
/// How a pointwise chain is rounded. <see cref="Normative"/> is what the compiled network computes (docs/numerics.md); the others are
/// what other tools are known to compute, and serve only to find the thresholds on which they would disagree.
/// </summary>
internal enum Arithmetic
{
    /// <summary>Each op rounded to float32, in the order of the source graph; batch norm in the order of ONNX's reference.</summary>
    Normative,

    /// <summary>Everything in float64, as a numpy script with promoted constants does.</summary>
    Float64,

    /// <summary>Float32, batch norm folded to x * a + b with a and b rounded once, as ONNX Runtime's CPU kernel does.</summary>
    FoldedBatchNorm,

    /// <summary>As <see cref="FoldedBatchNorm"/>, with the product and the sum rounded together by a fused multiply-add.</summary>
    FusedMultiplyAdd,
}
