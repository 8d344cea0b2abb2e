// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Layers;

/// <summary>What becomes of a normalized sum.</summary>
internal enum ActivationKind
{
    /// <summary>Its sign: the paper's Theano experiments.</summary>
    Deterministic,

    /// <summary>In training +1 with the probability of its hard sigmoid; its sign otherwise: the paper's Torch7 experiments.</summary>
    Stochastic,

    /// <summary>clip(x, -1, 1), as in a teacher; cannot be compiled.</summary>
    HardTanh,

    /// <summary>max(x, 0), as in a teacher; cannot be compiled.</summary>
    Relu,
}
