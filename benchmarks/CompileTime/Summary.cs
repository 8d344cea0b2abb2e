// SPDX-License-Identifier: MIT
namespace CompileTimeBenchmark;

/// <summary>Several runs of one command.</summary>
/// <param name="MinimumSeconds">Wall time of the fastest.</param>
/// <param name="MedianSeconds">Wall time of the middle one; the mean of both middle ones of an even number.</param>
/// <param name="ProcessorSeconds">The least processor time, which tells more than wall time on a machine that does other things too.</param>
/// <param name="PeakBytes">The most memory of all.</param>
internal sealed record Summary(double MinimumSeconds, double MedianSeconds, double ProcessorSeconds, long PeakBytes)
{
    /// <summary>The summary of at least one run.</summary>
    public static Summary Of(IReadOnlyCollection<MeasuredRun> runs)
    {
        double[] seconds = [.. runs.Select(run => run.Seconds).Order()];
        int middle = seconds.Length / 2;
        double median = seconds.Length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
        return new(seconds[0], median, runs.Min(run => run.ProcessorSeconds), runs.Max(run => run.PeakBytes));
    }
}
