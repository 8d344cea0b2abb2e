// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Layers;

namespace BnnCompiler.Training.Networks;

/// <summary>
/// A layer in the sense of the paper: sums, perhaps their maxima, batch norm, and, but for the last layer, a sign or another of a few values.
/// </summary>
/// <param name="Weights">What the sums multiply with.</param>
/// <param name="Sums">Dense or convolutional.</param>
/// <param name="Pool">Before batch norm, or null.</param>
/// <param name="Norm">Batch norm, or its shift-based form.</param>
/// <param name="Activation">Null behind the scores.</param>
/// <param name="Dropout">Of the activations, or null.</param>
internal sealed record Block(Weights Weights, Layer Sums, MaxPool? Pool, Normalization Norm, Layer? Activation, Dropout? Dropout)
{
    /// <summary>What there is of it, in order.</summary>
    public IReadOnlyList<Layer> Layers { get; } = [.. new Layer?[] { Sums, Pool, Norm, Activation, Dropout }.OfType<Layer>()];
}
