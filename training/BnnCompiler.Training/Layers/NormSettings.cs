// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>How sums are normalized.</summary>
/// <param name="Epsilon">Added to a variance.</param>
/// <param name="Momentum">Weight of a batch in the running averages.</param>
/// <param name="LearnsBias">Whether sums have a bias, which normalization makes superfluous.</param>
/// <param name="Rounding">Of shift-based normalization: which power of two is near a number.</param>
internal sealed record NormSettings(float Epsilon, float Momentum, bool LearnsBias, PowerRounding Rounding);
