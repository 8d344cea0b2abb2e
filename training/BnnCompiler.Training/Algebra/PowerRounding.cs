// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Algebra;

/// <summary>Which power of two is near a number.</summary>
internal enum PowerRounding
{
    /// <summary>2^round(log2 |x|): the paper's formula, and what its Torch7 code does. AP2(3) = 4.</summary>
    Round,

    /// <summary>2^floor(log2 |x|), the most significant bit: what the paper says hardware does. AP2(3) = 2.</summary>
    MostSignificantBit,
}
