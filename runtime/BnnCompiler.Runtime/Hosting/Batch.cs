// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Kernels;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>
/// Runs a network on many examples with several threads. Every example is computed by one thread from beginning to end, so the scores do not depend on how many
/// threads there are or which of them was faster.
/// </summary>
public static class Batch
{
    /// <summary>The scores of examples of pixels that lie one behind the other.</summary>
    /// <param name="run">Computes the scores of one example; called by several threads at once.</param>
    /// <param name="inputs"><paramref name="count"/> examples.</param>
    /// <param name="scores">As many scores for each of them, all written.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="degreeOfParallelism">The most threads at work, the caller's own included; the others are those of the thread pool. At least 1.</param>
    /// <exception cref="ArgumentException">A length is no multiple of the examples.</exception>
    public static unsafe void Run(PixelClassifier run, ReadOnlySpan<byte> inputs, Span<float> scores, int count, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Require(inputs.Length, scores.Length, count, degreeOfParallelism)) return;

        fixed (byte* firstInput = inputs)
        fixed (float* firstScore = scores)
        {
            var (input, inputLength, score, scoreCount) = ((nint)firstInput, inputs.Length / count, (nint)firstScore, scores.Length / count);
            WorkSharing.Run(
                count,
                degreeOfParallelism,
                example => run(
                    new ReadOnlySpan<byte>((byte*)input + ((nint)example * inputLength), inputLength),
                    new Span<float>((float*)score + ((nint)example * scoreCount), scoreCount)));
        }
    }

    /// <summary>The scores of examples of values that lie one behind the other.</summary>
    /// <param name="run">Computes the scores of one example; called by several threads at once.</param>
    /// <param name="inputs"><paramref name="count"/> examples.</param>
    /// <param name="scores">As many scores for each of them, all written.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="degreeOfParallelism">The most threads at work, the caller's own included; the others are those of the thread pool. At least 1.</param>
    /// <exception cref="ArgumentException">A length is no multiple of the examples.</exception>
    public static unsafe void Run(ValueClassifier run, ReadOnlySpan<float> inputs, Span<float> scores, int count, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Require(inputs.Length, scores.Length, count, degreeOfParallelism)) return;

        fixed (float* firstInput = inputs)
        fixed (float* firstScore = scores)
        {
            var (input, inputLength, score, scoreCount) = ((nint)firstInput, inputs.Length / count, (nint)firstScore, scores.Length / count);
            WorkSharing.Run(
                count,
                degreeOfParallelism,
                example => run(
                    new ReadOnlySpan<float>((float*)input + ((nint)example * inputLength), inputLength),
                    new Span<float>((float*)score + ((nint)example * scoreCount), scoreCount)));
        }
    }

    /// <summary>Checks the arguments; whether there is anything to do.</summary>
    private static bool Require(int inputs, int scores, int count, int degreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        if (count == 0)
        {
            Lengths.Require(inputs, 0, nameof(inputs), "no examples");
            return false;
        }

        Lengths.RequireMultiple(inputs, count, nameof(inputs), "as many elements for each example");
        Lengths.RequireMultiple(scores, count, nameof(scores), "as many scores for each example");
        return true;
    }
}
