// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>How far a graph has come. The verifier refuses an op outside the stages its <see cref="OpKind"/> names.</summary>
internal enum Stage
{
    /// <summary>Still shaped like its source format: float tensors, layers with float weights.</summary>
    Imported,

    /// <summary>Our own op set: bits, integers and thresholds, no layout decided.</summary>
    Canonical,

    /// <summary>Bits in machine words in the layout that a kernel wants; kernels chosen.</summary>
    Packed,
}
