// SPDX-License-Identifier: MIT
using System.Text.Json.Serialization;

namespace BnnCompiler.Training.Layers;

/// <summary>What becomes of a normalized sum.</summary>
internal enum ActivationKind
{
    /// <summary>Its sign: the paper's Theano experiments.</summary>
    Deterministic,

    /// <summary>In training +1 with the probability of its hard sigmoid; its sign otherwise: the paper's Torch7 experiments.</summary>
    Stochastic,

    /// <summary>One of -1, 0 and 1: <see cref="BinaryNet.Staircase.Ternary"/>.</summary>
    Ternary,

    /// <summary>One of -1.5, -0.5, 0.5 and 1.5: <see cref="BinaryNet.Staircase.TwoBit"/>.</summary>
    [JsonStringEnumMemberName("2-bit")]
    TwoBit,

    /// <summary>clip(x, -1, 1), as in a teacher; cannot be compiled.</summary>
    HardTanh,

    /// <summary>max(x, 0), as in a teacher; cannot be compiled.</summary>
    Relu,
}
