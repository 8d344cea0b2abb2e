// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Layers;

/// <summary>What a layer multiplies with.</summary>
internal enum WeightKind
{
    /// <summary>The signs of its latent weights: the paper's default.</summary>
    Deterministic,

    /// <summary>In training +1 with the probability of the latent weight's hard sigmoid; its signs otherwise.</summary>
    Stochastic,

    /// <summary>The weights themselves, as in a teacher; cannot be compiled.</summary>
    Real,
}
