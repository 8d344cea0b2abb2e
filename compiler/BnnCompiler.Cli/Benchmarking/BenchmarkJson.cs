// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>
/// A benchmark for programs. Times are in microseconds, shares between 0 and 1, both with four digits behind the point; null where there is nothing
/// to say.
/// </summary>
/// <param name="Name">The network's name.</param>
/// <param name="Runs">How often all inputs were run.</param>
/// <param name="InputFile">Where they come from; null if they are random.</param>
/// <param name="Inputs">How many there are.</param>
/// <param name="Machine">What the machine can do at best.</param>
/// <param name="Steps">The figures of each step.</param>
/// <param name="Network">Those of an inference.</param>
/// <param name="Batch">Those of an inference in a batch; left out where none was run.</param>
internal sealed record BenchmarkJson(
    string Name,
    int Runs,
    string? InputFile,
    int Inputs,
    MachineJson Machine,
    IReadOnlyList<StepJson> Steps,
    NetworkJson Network,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BatchJson? Batch)
{
    /// <summary>One JSON object.</summary>
    public static string Of(BenchmarkReport report) => JsonSerializer.Serialize(
        new BenchmarkJson(
            report.Name,
            report.Size.Runs,
            report.Inputs.File,
            report.Inputs.Count,
            MachineJson.Of(report.Measured),
            [.. report.Steps.Select(StepJson.Of)],
            NetworkJson.Of(report),
            report.Measured.Batch is { } batch ? BatchJson.Of(report.Size, batch) : null),
        BenchmarkReportJson.Default.BenchmarkJson);

    /// <summary>A time or a share as it is written.</summary>
    public static double Rounded(double number) => Math.Round(number, 4);

    /// <summary>The same of one that may be missing.</summary>
    public static double? Rounded(double? number) => number is { } known ? Rounded(known) : null;
}

/// <summary>What the machine can do at best, each in its unit.</summary>
internal sealed record MachineJson(double OperationsPerSecond, double BytesPerSecond, long WorkingSetBytes, double ClockNanoseconds)
{
    /// <summary>The object of a measurement.</summary>
    public static MachineJson Of(Measurement measured) => new(
        Math.Round(measured.OperationsPerSecond),
        Math.Round(measured.BytesPerSecond),
        measured.SetBytes,
        BenchmarkJson.Rounded(measured.ClockNanoseconds));
}

/// <summary>A <see cref="StepFigures"/>.</summary>
internal sealed record StepJson(
    string Name, string Kernel, double Minimum, double Median, double Share, double? Bound, double? Reached, double? ActiveInputs)
{
    /// <summary>The object of a step.</summary>
    public static StepJson Of(StepFigures step) => new(
        step.Name,
        step.Kernel,
        BenchmarkJson.Rounded(step.Time.Minimum),
        BenchmarkJson.Rounded(step.Time.Median),
        BenchmarkJson.Rounded(step.Share),
        BenchmarkJson.Rounded(step.Bound),
        BenchmarkJson.Rounded(step.Reached),
        BenchmarkJson.Rounded(step.ActiveInputs));
}

/// <summary>The whole network, one inference after the other.</summary>
internal sealed record NetworkJson(double Minimum, double Median, double InferencesPerSecond, double Bound, double Reached)
{
    /// <summary>The object of a report.</summary>
    public static NetworkJson Of(BenchmarkReport report) => new(
        BenchmarkJson.Rounded(report.Measured.Network.Minimum),
        BenchmarkJson.Rounded(report.Measured.Network.Median),
        Math.Round(report.Measured.Network.PerSecond),
        BenchmarkJson.Rounded(report.Bound),
        BenchmarkJson.Rounded(report.Reached));
}

/// <summary>The network on a batch; times are those of one of its inputs.</summary>
internal sealed record BatchJson(int Inputs, int Threads, double Minimum, double Median, double InferencesPerSecond)
{
    /// <summary>The object of a batch that was run.</summary>
    public static BatchJson Of(BenchmarkSize size, Duration time) => new(
        size.Batch!.Value,
        size.Threads,
        BenchmarkJson.Rounded(time.Minimum),
        BenchmarkJson.Rounded(time.Median),
        Math.Round(time.PerSecond));
}
