// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using SpeedBenchmark.Engines;
using SpeedBenchmark.Reporting;

namespace SpeedBenchmark.Growth;

/// <summary>
/// All series as one SVG, a small plot for each, with the least times. Both axes are logarithmic where what grows doubles, so a line is a power.
/// </summary>
internal static class SmallMultiples
{
    private const int Columns = 3, PanelWidth = 300, PanelHeight = 250, Left = 56, Top = 44, Right = 20, Bottom = 46, Head = 66;
    private const string OursColour = "#0b7285", XnorColour = "#f08c00";

    /// <summary>The picture.</summary>
    public static string Of(GrowthReport report)
    {
        int width = Columns * PanelWidth, height = Head + ((report.Results.Count + Columns - 1) / Columns * PanelHeight);
        var panels = report.Results.Select((result, index) => Panel(result, index % Columns * PanelWidth, Head + (index / Columns * PanelHeight)));
        return SvgPicture.Of(width, height, $"""
            {SvgPicture.Title(32, "How time grows")}
            {SvgText.Of(24, 52, "microseconds, the least of the rounds", SvgPicture.Faint)}
            {Legend(report)}
            {string.Concat(panels)}
            """);
    }

    private static string Legend(GrowthReport report)
    {
        var legend = new StringBuilder();
        int x = 300;
        foreach (string engine in report.Results.SelectMany(result => result.Lines).Select(line => line.Engine).Distinct())
        {
            legend.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"48\" r=\"4\" fill=\"{ColourOf(engine)}\"/>\n");
            legend.Append(SvgText.Of(x + 10, 52, engine, SvgPicture.Ink));
            x += 160;
        }

        return legend.ToString();
    }

    private static string Panel(GrowthResult result, int x, int y)
    {
        var series = result.Series;
        double[] xs = [.. series.Points.Select(point => point.X)];
        double[] ys = [.. result.Lines.SelectMany(line => line.Microseconds).Select(time => time.Minimum)];
        var across = new Scale(xs[0], xs[^1], x + Left, x + PanelWidth - Right, series.IsLogarithmic);
        var up = new Scale(series.IsLogarithmic ? ys.Min() : 0, ys.Max(), y + PanelHeight - Bottom, y + Top, series.IsLogarithmic);
        var panel = new StringBuilder();
        panel.Append(SvgText.Of(x + 24, y + 18, series.Title, SvgPicture.Ink, "font-weight=\"600\""));
        foreach (double tick in up.Ticks())
        {
            panel.Append(
                CultureInfo.InvariantCulture,
                $"<path d=\"M{x + Left} {up.Of(tick):0.0}H{x + PanelWidth - Right}\" stroke=\"{SvgPicture.Grid}\"/>\n");
            panel.Append(SvgText.Of(x + Left - 6, up.Of(tick) + 4, Number(tick), SvgPicture.Faint, "text-anchor=\"end\""));
        }

        // Every second label, so that they do not touch.
        for (int i = 0; i < xs.Length; i += xs.Length > 6 ? 2 : 1)
            panel.Append(SvgText.Of(across.Of(xs[i]), y + PanelHeight - Bottom + 16, Number(xs[i]), SvgPicture.Faint, "text-anchor=\"middle\""));
        double middle = x + ((Left + PanelWidth - Right) / 2.0);
        panel.Append(SvgText.Of(middle, y + PanelHeight - Bottom + 32, series.Axis, SvgPicture.Faint, "text-anchor=\"middle\""));
        foreach (var line in result.Lines)
            panel.Append(Curve([.. xs.Select(across.Of)], [.. line.Microseconds.Select(time => up.Of(time.Minimum))], ColourOf(line.Engine)));
        return panel.ToString();
    }

    private static string Curve(double[] xs, double[] ys, string colour)
    {
        string[] points = [.. xs.Zip(ys, (x, y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.0},{y:0.0}"))];
        var dots = xs.Zip(ys, (x, y) =>
            string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"3\" fill=\"{colour}\"/>\n"));
        return $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\n{string.Concat(dots)}";
    }

    private static string ColourOf(string engine) => engine == EngineNames.Ours ? OursColour : XnorColour;

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>Values along an axis of the picture.</summary>
    private sealed record Scale(double Least, double Most, double Start, double End, bool IsLogarithmic)
    {
        /// <summary>Where a value lies.</summary>
        public double Of(double value) => Start + (Share(value) * (End - Start));

        /// <summary>Round values: powers of ten, or quarters of the range.</summary>
        public IEnumerable<double> Ticks()
        {
            if (!IsLogarithmic)
            {
                double unit = Math.Pow(10, Math.Floor(Math.Log10(Most / 2)));
                return Enumerable.Range(0, (int)(Most / unit) + 1).Select(i => i * unit);
            }

            int first = (int)Math.Ceiling(Math.Log10(Least)), last = (int)Math.Floor(Math.Log10(Most));
            return first <= last ? Enumerable.Range(first, last - first + 1).Select(power => Math.Pow(10, power)) : [Least, Most];
        }

        private double Share(double value) => Most == Least ? 0.5
            : IsLogarithmic ? Math.Log(value / Least) / Math.Log(Most / Least)
            : (value - Least) / (Most - Least);
    }
}
