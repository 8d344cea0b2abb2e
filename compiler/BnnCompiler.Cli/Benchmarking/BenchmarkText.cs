// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>A benchmark for people: a row for each step, and below them what the whole network does.</summary>
internal static class BenchmarkText
{
    private const string Gap = "  ", None = "-";

    // Names to the left, numbers to the right.
    private const int NameColumns = 2;

    private static readonly string[] Titles = ["step", "kernel", "min us", "median us", "share", "bound us", "reached", "active"];

    /// <summary>The lines.</summary>
    public static string Of(BenchmarkReport report)
    {
        var (measured, size) = (report.Measured, report.Size);
        var text = new StringBuilder();
        Append(text, $"{report.Name}: {size.Runs:N0} runs with timers and as many without, on one thread, {InputsOf(report.Inputs)}\n\n");
        string[][] rows = [Titles, .. report.Steps.Select(Cells)];
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            var cells = row.Select((cell, column) => column < NameColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
        }

        Append(text, $"\nnetwork without timers: {Times(measured.Network)}\n");
        Append(text, $"sum of the bounds: {Time(report.Bound)} us, {Percent(report.Reached)} reached\n");
        if (measured.Batch is { } batch)
        {
            Append(text, $"batches of {size.Batch:N0} on {size.Threads} thread{(size.Threads == 1 ? "" : "s")}, an inference: {Times(batch)}\n");
        }

        Append(text, $"this machine: {measured.OperationsPerSecond / 1e9:F1} billion operations of 256-bit registers a second, ");
        Append(text, $"{measured.BytesPerSecond / 1e9:F1} GB/s read from {measured.SetBytes:N0} bytes\n");
        return text.ToString();
    }

    private static string InputsOf(BenchmarkInputs inputs) => inputs.File is { } file
        ? string.Create(CultureInfo.InvariantCulture, $"{inputs.Count} examples of {file}")
        : string.Create(CultureInfo.InvariantCulture, $"{inputs.Count} random inputs (seed {BenchmarkInputs.Seed});\n  ")
            + "kernels that skip inactive inputs are faster or slower on real ones: give --input";

    private static void Append(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line));

    private static string[] Cells(StepFigures step) =>
    [
        step.Name,
        step.Kernel,
        Time(step.Time.Minimum),
        Time(step.Time.Median),
        Percent(step.Share),
        step.Bound is { } bound ? Time(bound) : None,
        step.Reached is { } reached ? Percent(reached) : None,
        step.ActiveInputs is { } active ? Percent(active) : None,
    ];

    private static string Times(Duration time) =>
        FormattableString.Invariant($"min {Time(time.Minimum)} us, median {Time(time.Median)} us, {time.PerSecond:N0} inferences a second");

    private static string Time(double microseconds) => microseconds.ToString("N3", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %");
}
