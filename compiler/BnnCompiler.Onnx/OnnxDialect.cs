// SPDX-License-Identifier: MIT
namespace BnnCompiler.Onnx;

/// <summary>How a file spells what ONNX itself has no operator for.</summary>
internal enum OnnxDialect
{
    /// <summary>Signs are BipolarQuant (QONNX), of activations and of weights: what Brevitas, FINN and hls4ml read.</summary>
    Qonnx,

    /// <summary>Signs are comparisons, weights are plain numbers: what any ONNX runtime runs.</summary>
    Where,
}
