// SPDX-License-Identifier: MIT
using System.Globalization;
using SpeedBenchmark.Measuring;
using SpeedBenchmark.Reporting;

namespace SpeedBenchmark.Growth;

/// <summary>All series as tables of Markdown.</summary>
internal sealed record GrowthReport(Conditions Conditions, IReadOnlyList<GrowthResult> Results)
{
    /// <summary>The tables.</summary>
    public string ToText() => string.Join('\n', [.. Report.Heading(Conditions), .. Results.SelectMany(Table), ""]);

    private static IEnumerable<string> Table(GrowthResult result) =>
    [
        "",
        $"### {result.Series.Name}: {result.Series.Title}",
        "",
        $"| {result.Series.Axis} | {string.Join(" | ", result.Lines.Select(line => $"{line.Engine}: us, minimum | median"))} |",
        "|---" + string.Concat(result.Lines.Select(_ => "|---|---")) + "|",
        .. result.Series.Points.Select((point, index) =>
            $"| {point.X.ToString("#,0", CultureInfo.InvariantCulture)} | "
            + string.Join(" | ", result.Lines.Select(line => Cells(line.Microseconds[index]))) + " |"),
    ];

    private static string Cells(Summary times) => $"{Report.Number(times.Minimum)} | {Report.Number(times.Median)}";
}
