// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>What the benchmark program has printed.</summary>
/// <param name="OperationsPerSecond">Logic operations on registers of 256 bits, at best.</param>
/// <param name="BytesPerSecond">Bytes read from a set of <paramref name="SetBytes"/>, at best.</param>
/// <param name="SetBytes">The size of the set.</param>
/// <param name="ClockNanoseconds">What a look at the clock takes; it has been subtracted once from each time.</param>
/// <param name="Ones">Bits 1 of an input, and of what each step writes, on average; 0 for numbers that are neither bits nor bytes.</param>
/// <param name="Steps">The time of each step.</param>
/// <param name="Network">The time of an inference without notes in between.</param>
/// <param name="Batch">The time of an inference in a batch; null if there were none.</param>
internal sealed record Measurement(
    double OperationsPerSecond,
    double BytesPerSecond,
    long SetBytes,
    double ClockNanoseconds,
    ImmutableArray<double> Ones,
    ImmutableArray<Duration> Steps,
    Duration Network,
    Duration? Batch)
{
    /// <summary>Reads the lines.</summary>
    public static Measurement Parse(IEnumerable<string> lines)
    {
        var numbers = lines.Select(line => line.Split(' ')).ToLookup(
            words => words[0],
            words => Array.ConvertAll(words[1..], word => double.Parse(word, CultureInfo.InvariantCulture)));
        return new(
            numbers["operations"].Single()[0],
            numbers["bytes"].Single()[0],
            (long)numbers["bytes"].Single()[1],
            numbers["clock"].Single()[0],
            [.. numbers["ones"].Single()],
            [.. numbers["step"].Select(Times)],
            Times(numbers["network"].Single()),
            numbers["batch"].Select(Times).SingleOrDefault());
    }

    private static Duration Times(double[] numbers) => new(numbers[0] / 1000, numbers[1] / 1000);
}

/// <summary>How long something takes.</summary>
/// <param name="Minimum">Microseconds: the least for each input, and the mean of those.</param>
/// <param name="Median">Microseconds: the median of all runs.</param>
internal sealed record Duration(double Minimum, double Median)
{
    /// <summary>The least that a clock of nanoseconds tells from nothing, in microseconds.</summary>
    private const double Least = 1e-3;

    /// <summary>How often it can be done in a second, one behind the other, at the median.</summary>
    public double PerSecond => 1e6 / Math.Max(Median, Least);
}
