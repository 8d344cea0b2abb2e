// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Layers;

/// <summary>What a layer multiplies with.</summary>
internal enum WeightKind
{
    /// <summary>The signs of its latent weights: the paper's default.</summary>
    Deterministic,

    /// <summary>In training +1 with the probability of the latent weight's hard sigmoid; its signs otherwise.</summary>
    Stochastic,

    /// <summary>
    /// One of -1, 0 and 1, by limits at +-0.5 of the latent weight (<see cref="BinaryNet.Staircase.Ternary"/>). Not by a part of the layer's mean, as
    /// in ternary weight networks: latent weights are clipped to [-1, 1], and one that stands still would change its value because others move.
    /// </summary>
    Ternary,

    /// <summary>The weights themselves, as in a teacher; cannot be compiled.</summary>
    Real,
}
