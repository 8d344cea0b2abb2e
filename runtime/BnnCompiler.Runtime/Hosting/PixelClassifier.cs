// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Hosting;

/// <summary>Computes the scores of one example of a uint8 model; both lengths are the model's own.</summary>
public delegate void PixelClassifier(ReadOnlySpan<byte> input, Span<float> scores);

/// <summary>Computes the scores of one example of a float32 model; both lengths are the model's own.</summary>
public delegate void ValueClassifier(ReadOnlySpan<float> input, Span<float> scores);

/// <summary>
/// Computes the scores of <paramref name="count"/> examples of a uint8 model, at most <see cref="Batch.MostTogether"/>, that lie one behind the
/// other.
/// </summary>
public delegate void PixelBatchClassifier(ReadOnlySpan<byte> inputs, int count, Span<float> scores);

/// <summary>
/// Computes the scores of <paramref name="count"/> examples of a float32 model, at most <see cref="Batch.MostTogether"/>, that lie one behind the
/// other.
/// </summary>
public delegate void ValueBatchClassifier(ReadOnlySpan<float> inputs, int count, Span<float> scores);
