// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Data;

/// <summary>Training and test images of one shape and the same classes.</summary>
/// <param name="Name">As in the catalogue: <c>mnist</c>.</param>
/// <param name="Training">All images that may be learned from; for validation, hold some of them out.</param>
/// <param name="Test">Images that must not influence the training.</param>
/// <param name="Warnings">Sentences to show to the user: files that differ from the published ones, subsets.</param>
public sealed record Dataset(string Name, ImageSet Training, ImageSet Test, ImmutableArray<string> Warnings)
{
    /// <summary>The last <paramref name="validation"/> training images become the validation set, as in the authors' code.</summary>
    /// <exception cref="DataException">No image would be left to learn from.</exception>
    public DataSplit HoldOut(int validation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(validation);
        if (validation >= Training.Count)
        {
            throw new DataException(
                $"{Name}: found {Training.Count} training images, expected more than the {validation} to hold out. Hold out fewer for validation.");
        }

        int kept = Training.Count - validation;
        return new DataSplit(Training.Take(kept), Training.Slice(kept, validation), Test);
    }
}
