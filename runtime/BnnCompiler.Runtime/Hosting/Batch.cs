// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>
/// Runs a network on many examples with several threads. The scores of an example do not depend on the others, on how many threads there are or on
/// which of them was faster.
/// </summary>
public static class Batch
{
    /// <summary>
    /// The most examples that are computed together: their memory and lists share the second-level cache with the weights that they read.
    /// </summary>
    public const int MostTogether = 64;

    /// <summary>The fewest that are: what fewer save by sharing the weights, copying these costs.</summary>
    private const int FewestTogether = 16;

    private delegate void Piece<T>(ReadOnlySpan<T> inputs, int count, Span<float> scores);

    /// <summary>The scores of examples of pixels that lie one behind the other.</summary>
    /// <param name="run">Computes the scores of one example; called by several threads at once.</param>
    /// <param name="inputs"><paramref name="count"/> examples.</param>
    /// <param name="scores">As many scores for each of them, all written.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="degreeOfParallelism">
    /// The most threads at work, the caller's own included; the others are those of the thread pool. At least 1.
    /// </param>
    /// <exception cref="ArgumentException">A length is no multiple of the examples.</exception>
    public static void Run(PixelClassifier run, ReadOnlySpan<byte> inputs, Span<float> scores, int count, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(run);
        Share(inputs, scores, count, 1, degreeOfParallelism, (some, _, result) => run(some, result));
    }

    /// <summary>The same where examples can be computed together.</summary>
    /// <param name="run">Computes the scores of one example; called by several threads at once.</param>
    /// <param name="runTogether">Computes the scores of several, which are the same; called by several threads at once.</param>
    /// <param name="inputs"><paramref name="count"/> examples.</param>
    /// <param name="scores">As many scores for each of them, all written.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="degreeOfParallelism">
    /// The most threads at work, the caller's own included; the others are those of the thread pool. At least 1.
    /// </param>
    /// <exception cref="ArgumentException">A length is no multiple of the examples.</exception>
    public static void Run(
        PixelClassifier run, PixelBatchClassifier runTogether, ReadOnlySpan<byte> inputs, Span<float> scores, int count, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(runTogether);
        Share(inputs, scores, count, degreeOfParallelism, (some, _, result) => run(some, result), runTogether.Invoke);
    }

    /// <summary>The scores of examples of values that lie one behind the other.</summary>
    /// <param name="run">Computes the scores of one example; called by several threads at once.</param>
    /// <param name="inputs"><paramref name="count"/> examples.</param>
    /// <param name="scores">As many scores for each of them, all written.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="degreeOfParallelism">
    /// The most threads at work, the caller's own included; the others are those of the thread pool. At least 1.
    /// </param>
    /// <exception cref="ArgumentException">A length is no multiple of the examples.</exception>
    public static void Run(ValueClassifier run, ReadOnlySpan<float> inputs, Span<float> scores, int count, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(run);
        Share(inputs, scores, count, 1, degreeOfParallelism, (some, _, result) => run(some, result));
    }

    /// <summary>The same where examples can be computed together.</summary>
    /// <param name="run">Computes the scores of one example; called by several threads at once.</param>
    /// <param name="runTogether">Computes the scores of several, which are the same; called by several threads at once.</param>
    /// <param name="inputs"><paramref name="count"/> examples.</param>
    /// <param name="scores">As many scores for each of them, all written.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="degreeOfParallelism">
    /// The most threads at work, the caller's own included; the others are those of the thread pool. At least 1.
    /// </param>
    /// <exception cref="ArgumentException">A length is no multiple of the examples.</exception>
    public static void Run(
        ValueClassifier run, ValueBatchClassifier runTogether, ReadOnlySpan<float> inputs, Span<float> scores, int count, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(runTogether);
        Share(inputs, scores, count, degreeOfParallelism, (some, _, result) => run(some, result), runTogether.Invoke);
    }

    /// <summary>Shares examples between threads, in pieces that are computed together where these are worth it.</summary>
    private static void Share<T>(
        ReadOnlySpan<T> inputs, Span<float> scores, int count, int degreeOfParallelism, Piece<T> runOne, Piece<T> runTogether)
        where T : unmanaged
    {
        int together = Together(count, degreeOfParallelism);
        if (together >= FewestTogether)
            Share(inputs, scores, count, together, degreeOfParallelism, runTogether);
        else
            Share(inputs, scores, count, 1, degreeOfParallelism, runOne);
    }

    /// <summary>Examples of a piece of work: as many as there may be, but pieces of one size, and as many of them for every thread.</summary>
    private static int Together(int count, int threads)
    {
        if (count <= 0 || threads < 1)
            return 0;

        long pieces = (count + (MostTogether - 1L)) / MostTogether;
        long rounds = (pieces + threads - 1) / threads;
        return (int)((count + (rounds * threads) - 1) / (rounds * threads));
    }

    /// <summary>Shares pieces of so many examples between threads.</summary>
    private static unsafe void Share<T>(ReadOnlySpan<T> inputs, Span<float> scores, int count, int together, int degreeOfParallelism, Piece<T> run)
        where T : unmanaged
    {
        if (!Require(inputs.Length, scores.Length, count, degreeOfParallelism))
            return;

        fixed (T* firstInput = inputs)
        fixed (float* firstScore = scores)
        {
            var (input, inputLength, score, scoreCount) = ((nint)firstInput, inputs.Length / count, (nint)firstScore, scores.Length / count);
            WorkSharing.Run(
                (int)((count + (together - 1L)) / together),
                degreeOfParallelism,
                piece =>
                {
                    int first = piece * together;
                    int some = Math.Min(together, count - first);
                    run(
                        new ReadOnlySpan<T>((T*)input + ((nint)first * inputLength), some * inputLength),
                        some,
                        new Span<float>((float*)score + ((nint)first * scoreCount), some * scoreCount));
                });
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
