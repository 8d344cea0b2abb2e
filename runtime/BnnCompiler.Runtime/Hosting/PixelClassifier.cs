// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Hosting;

/// <summary>Computes the scores of one example of a uint8 model; both lengths are the model's own.</summary>
public delegate void PixelClassifier(ReadOnlySpan<byte> input, Span<float> scores);

/// <summary>Computes the scores of one example of a float32 model; both lengths are the model's own.</summary>
public delegate void ValueClassifier(ReadOnlySpan<float> input, Span<float> scores);
