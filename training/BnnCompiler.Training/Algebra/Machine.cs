// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Algebra;

/// <summary>What a training run computes with.</summary>
/// <param name="Workers">Its threads.</param>
/// <param name="Products">Its products of real matrices.</param>
internal sealed record Machine(Workers Workers, MatrixProducts Products)
{
    /// <summary>The fastest that this machine has, on <paramref name="threads"/> threads.</summary>
    public static Machine With(int threads) => new(new(threads), MatrixProducts.Best);
}
