// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Curves;

/// <summary>The epochs of a training run, in order.</summary>
public sealed record LearningCurve(ImmutableArray<EpochRecord> Epochs)
{
    /// <summary>The curve of a run that has not begun.</summary>
    public static LearningCurve Empty { get; } = new([]);

    /// <summary>The curve with one more epoch.</summary>
    public LearningCurve Append(EpochRecord epoch) => new(Epochs.Add(epoch));

    /// <summary>Whether the epochs are the same, not just the array.</summary>
    public bool Equals(LearningCurve? other) => other is not null && Epochs.AsSpan().SequenceEqual(other.Epochs.AsSpan());

    /// <summary>A hash of the epochs.</summary>
    public override int GetHashCode() => Epochs.Aggregate(0, HashCode.Combine);
}
