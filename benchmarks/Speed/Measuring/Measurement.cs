// SPDX-License-Identifier: MIT
using System.Diagnostics;
using SpeedBenchmark.Engines;

namespace SpeedBenchmark.Measuring;

/// <summary>
/// Times engines in turns: each round runs all of them, so that whatever slows the machine down for a while slows all of them, and ratios within a
/// round stay true. Directly before an engine is timed it runs untimed for some milliseconds, because the one before it has filled the caches with
/// its own weights, and an engine that skips inactive inputs needs several images until it has read all of its own; and it is timed three times, of
/// which the least counts, because one of them may have been interrupted. Calls that take long need neither.
/// </summary>
internal static class Measurement
{
    // What is timed takes at least this long.
    private const double LeastMicroseconds = 200;

    private const double LongMicroseconds = 20_000;
    private const double WarmUpMicroseconds = 3_000;
    private const int Attempts = 3;

    /// <summary>Microseconds of one image: for each engine, for each round.</summary>
    public static double[][] Of(IReadOnlyList<Engine> engines, int rounds)
    {
        double[] estimates = [.. engines.Select(Estimate)];
        double[][] times = [.. engines.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            // Nobody is always first.
            for (int turn = 0; turn < engines.Count; turn++)
            {
                int engine = (turn + round) % engines.Count;
                times[engine][round] = Time(engines[engine], estimates[engine], round);
            }
        }

        return times;
    }

    private static double Time(Engine engine, double estimate, int round)
    {
        if (estimate > LongMicroseconds)
            return TimeOnce(engine, calls: 1, round);
        TimeOnce(engine, (int)Math.Ceiling(WarmUpMicroseconds / estimate), round);
        double least = double.PositiveInfinity;
        for (int attempt = 0; attempt < Attempts; attempt++)
            least = Math.Min(least, TimeOnce(engine, (int)Math.Ceiling(LeastMicroseconds / estimate), round));
        return least;
    }

    private static double TimeOnce(Engine engine, int calls, int round)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
            engine.Run((round + call) % engine.Examples.Batches);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls / engine.Examples.Batch;
    }

    // Microseconds of a call: the fastest of those that fit into a tenth of a second, three at least.
    private static double Estimate(Engine engine)
    {
        double best = double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp();
        for (int call = 0; call < 3 || Stopwatch.GetElapsedTime(begin).TotalMilliseconds < 100; call++)
        {
            long start = Stopwatch.GetTimestamp();
            engine.Run(call % engine.Examples.Batches);
            best = Math.Min(best, Math.Max(0.01, Stopwatch.GetElapsedTime(start).TotalMicroseconds));
        }

        return best;
    }
}
