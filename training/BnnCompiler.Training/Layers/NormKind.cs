// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Layers;

/// <summary>How sums are normalized.</summary>
internal enum NormKind
{
    /// <summary><see cref="BatchNorm"/></summary>
    Batch,

    /// <summary><see cref="ShiftBatchNorm"/></summary>
    Shift,
}
