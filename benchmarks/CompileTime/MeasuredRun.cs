// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace CompileTimeBenchmark;

/// <summary>A command that has been run to its end.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="ProcessorSeconds">Processor time of it and its descendants.</param>
/// <param name="PeakBytes">The most memory that it and its descendants together had at one of the moments they were looked at.</param>
/// <param name="Output">What it printed.</param>
internal sealed record MeasuredRun(double Seconds, double ProcessorSeconds, long PeakBytes, string Output)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a command.</summary>
    /// <exception cref="CommandFailedException">It ended with another exit code than 0.</exception>
    public static MeasuredRun Of(string file, params string[] arguments)
    {
        double before = ProcessTree.SecondsOfEndedChildren();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        do
            peak = Math.Max(peak, ProcessTree.ResidentBytes(process.Id));
        while (!process.WaitForExit(BetweenLooks));
        double seconds = watch.Elapsed.TotalSeconds;
        process.WaitForExit();
        return process.ExitCode == 0
            ? new(seconds, ProcessTree.SecondsOfEndedChildren() - before, peak, output.Result)
            : throw new CommandFailedException($"{file} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{output.Result}{error.Result}");
    }
}
