// SPDX-License-Identifier: MIT
namespace BnnCompiler.Onnx;

/// <summary>What ONNX Sign gives at zero.</summary>
internal enum SignOfZero
{
    /// <summary>0, as ONNX defines it.</summary>
    Source,

    /// <summary>+1, as in the paper.</summary>
    Plus,

    /// <summary>-1.</summary>
    Minus,
}
