// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Optimizers;

/// <summary>The constants of the update rules; each rule uses its own.</summary>
/// <param name="Beta1">Decay of the mean gradient: Adam, AdaMax.</param>
/// <param name="Beta2">Decay of the size of gradients: Adam, AdaMax.</param>
/// <param name="Epsilon">Added to that size: Adam.</param>
/// <param name="Momentum">SGD.</param>
/// <param name="BopThreshold">From which mean gradient on a weight flips: Bop.</param>
/// <param name="Rounding">Which power of two is near a number: shift-based AdaMax.</param>
internal sealed record OptimizerSettings(float Beta1, float Beta2, float Epsilon, float Momentum, float BopThreshold, PowerRounding Rounding);
