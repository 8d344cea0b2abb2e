// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Losses;

/// <summary>How far scores are from what they should be.</summary>
internal abstract class Loss
{
    /// <summary>The mean loss of a batch; writes its gradient with respect to the scores.</summary>
    /// <param name="scores">Examples x classes.</param>
    /// <param name="labels">The class of every example.</param>
    /// <param name="gradient">Examples x classes, written whole.</param>
    public abstract double Of(Matrix scores, ReadOnlySpan<byte> labels, Matrix gradient);
}
