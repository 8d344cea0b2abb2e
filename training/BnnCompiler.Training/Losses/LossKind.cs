// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Losses;

/// <summary>The losses.</summary>
internal enum LossKind
{
    /// <summary><see cref="Losses.SquaredHinge"/></summary>
    SquaredHinge,

    /// <summary><see cref="Losses.CrossEntropy"/></summary>
    CrossEntropy,
}
