// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using SpeedBenchmark.Engines;
using SpeedBenchmark.Measuring;

namespace SpeedBenchmark.Reporting;

/// <summary>
/// The figures as an SVG: a group of bars for each workload, from the fastest engine to the slowest, on a logarithmic scale of microseconds. A bar
/// is the least time; ours has the strong colour, and behind every other one stands how many times as long it takes, the median of the rounds.
/// </summary>
internal static class SvgPlot
{
    private const int Left = 196, Right = 132, PlotWidth = 560, BarHeight = 15, BarGap = 3, GroupGap = 34, Top = 92, Bottom = 46;
    private const int Width = Left + PlotWidth + Right;

    /// <summary>The picture.</summary>
    public static string Of(Report report)
    {
        var workloads = report.Workloads.Where(workload => workload.Engines.Count > 0).ToArray();
        double[] times = [.. workloads.SelectMany(workload => workload.Engines).Select(engine => engine.Microseconds.Minimum).DefaultIfEmpty(1)];
        var axis = new LogAxis(times.Min(), times.Max(), Left, PlotWidth);
        var bars = new StringBuilder();
        int y = Top;
        foreach (var workload in workloads)
        {
            bars.Append(SvgText.Line(Left, y + 12, $"{workload.Name}  ", workload.Title, SvgPicture.Ink, "font-size=\"12\""));
            y += 20;
            foreach (var engine in workload.Engines.OrderBy(engine => engine.Microseconds.Minimum))
            {
                bars.Append(Bar(engine, y, axis));
                y += BarHeight + BarGap;
            }

            y += GroupGap - 20;
        }

        int height = y + Bottom;
        var machine = report.Conditions.Machine;
        const string Legend = "microseconds, logarithmic. Behind a bar: how many times ours that is (median of the rounds), and the time";
        string place = $"{machine.Processor}, {machine.Runtime}, {report.Conditions.Rounds} rounds in turns in one process";
        return SvgPicture.Of(Width, height, $"""
            {SvgPicture.Title(34, "Time of one inference")}
            {SvgText.Of(24, 54, Legend, SvgPicture.Faint)}
            {SvgText.Of(24, 70, place, SvgPicture.Faint)}
            {axis.Lines(Top, height - Bottom)}
            {bars}
            """);
    }

    private static string Bar(EngineResult engine, int y, LogAxis axis)
    {
        bool isOurs = engine.Engine == EngineNames.Ours;
        int middle = y + BarHeight - 4;
        double end = axis.Of(engine.Microseconds.Minimum);
        string weight = isOurs ? "font-weight=\"600\"" : "", time = Report.Number(engine.Microseconds.Minimum) + " us";
        string label = isOurs
            ? SvgText.Of(end + 6, middle, time, SvgPicture.Ink, weight)
            : SvgText.Line(end + 6, middle, Report.Number(engine.Ratio.Median) + "x  ", time, SvgPicture.Faint);
        return SvgText.Of(Left - 8, middle, engine.Engine, isOurs ? SvgPicture.Ink : SvgPicture.Faint, "text-anchor=\"end\" " + weight)
            + string.Create(CultureInfo.InvariantCulture,
                $"<rect x=\"{Left}\" y=\"{y}\" width=\"{end - Left:0.0}\" height=\"{BarHeight}\" rx=\"2\" fill=\"{ColourOf(engine.Engine)}\"/>\n")
            + label;
    }

    // One hue for each kind of engine.
    private static string ColourOf(string engine) => engine switch
    {
        EngineNames.Ours => "#0b7285",
        EngineNames.OursXnor => "#3bc9db",
        EngineNames.OnnxRuntimeInt8 => "#f08c00",
        EngineNames.OnnxRuntimeFloat => "#ffc078",
        _ when engine.StartsWith("generated C", StringComparison.Ordinal) => "#96d5de",
        _ => "#adb5bd",
    };
}
