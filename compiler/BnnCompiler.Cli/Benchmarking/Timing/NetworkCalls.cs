// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Benchmarking.Timing;

/// <summary>What a generated class that times its steps can do.</summary>
/// <param name="InputLength">Elements of an input.</param>
/// <param name="ClassCount">Scores of an input.</param>
/// <param name="Steps">Steps of an inference.</param>
/// <param name="Run">An inference.</param>
/// <param name="RunTimed">The same with a note of the time behind each step.</param>
/// <param name="RunBatch">Many of them, on several threads.</param>
internal sealed record NetworkCalls<T>(
    int InputLength, int ClassCount, int Steps, Inference<T> Run, TimedInference<T> RunTimed, BatchInference<T> RunBatch)
    where T : unmanaged;

/// <summary>Computes the scores of an input.</summary>
internal delegate void Inference<T>(ReadOnlySpan<T> input, Span<float> scores);

/// <summary>
/// Computes the scores of an input; <paramref name="times"/> has an element more than there are steps, <paramref name="ones"/> one for each or none.
/// </summary>
internal delegate void TimedInference<T>(ReadOnlySpan<T> input, Span<float> scores, Span<long> times, Span<long> ones);

/// <summary>Computes the scores of inputs that lie one behind the other.</summary>
internal delegate void BatchInference<T>(ReadOnlySpan<T> inputs, int count, Span<float> scores, int threads);
