// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Optimizers;

/// <summary>The update rules.</summary>
internal enum OptimizerKind
{
    /// <summary><see cref="AdamRule"/></summary>
    Adam,

    /// <summary><see cref="MomentumRule"/></summary>
    Sgd,

    /// <summary><see cref="ShiftAdaMaxRule"/></summary>
    ShiftAdamax,

    /// <summary><see cref="TorchAdaMaxRule"/></summary>
    ShiftAdamaxTorch7,

    /// <summary><see cref="BopRule"/>; for binarized weights only.</summary>
    Bop,
}
