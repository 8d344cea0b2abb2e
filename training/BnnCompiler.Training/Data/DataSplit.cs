// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Data;

/// <summary>The three sets of a training run.</summary>
/// <param name="Training">Images to learn from.</param>
/// <param name="Validation">Images by which the best epoch is chosen; of no images where none are held out.</param>
/// <param name="Test">Images that must not influence the training.</param>
public sealed record DataSplit(ImageSet Training, ImageSet Validation, ImageSet Test);
