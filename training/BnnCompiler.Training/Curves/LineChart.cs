// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace BnnCompiler.Training.Curves;

/// <summary>
/// Draws lines as SVG: no script, no font of its own, colours by style sheet for light and for dark pages, on a ground of its own, since a picture
/// in a page cannot see which of them the page is. Lines differ in colour and in dashes; the colours are Okabe and Ito's, which colour-blind people
/// can tell apart (https://jfly.uni-koeln.de/color/), darkened on white and lightened on black where their contrast would be low.
/// </summary>
internal sealed class LineChart(string title, string errorName, ImmutableArray<ChartLine> lines)
{
    // Lengths are in pixels of a picture shown at its own size.
    private const int Width = 720;
    private const int Left = 64;
    private const int Right = 24;
    private const int Top = 48;
    private const int PlotWidth = Width - Left - Right;
    private const int PlotHeight = 320;
    private const int Bottom = Top + PlotHeight;
    private const int LegendTop = Bottom + 64;
    private const int LegendRow = 22;
    private const int SampleWidth = 32;

    // No font is known here; sans-serif letters of 13 pixels are 7.5 wide or less on average.
    private const double LetterWidth = 7.5;

    private static readonly ImmutableArray<(string Light, string Dark, string Dashes)> Styles =
    [
        ("#0072b2", "#56b4e9", ""),
        ("#c24e00", "#ff9d5c", "8 4"),
        ("#00805d", "#2fd0a0", "2 4"),
        ("#a8508a", "#e69cc8", "10 3 2 3"),
        ("#9a6a00", "#f0c040", "14 4"),
        ("#505050", "#c8c8c8", "5 2"),
    ];

    private readonly Axis _epochs = Axis.OfEpochs(
        lines.SelectMany(line => line.Points).Select(point => point.Epoch).DefaultIfEmpty(1).Min(),
        lines.SelectMany(line => line.Points).Select(point => point.Epoch).DefaultIfEmpty(1).Max());

    private readonly Axis _errors = Axis.OfErrors(lines.SelectMany(line => line.Points).Select(point => point.Error));

    private readonly StringBuilder _svg = new();

    public string ToSvg()
    {
        ImmutableArray<(double X, int Row)> places = LegendPlaces();
        int height = LegendTop + (LegendRow * places.Select(place => place.Row).DefaultIfEmpty(0).Max()) + 16;
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img">""");
        Line($"<title>{Escape(title)}</title>");
        Line($"<desc>{Escape($"{errorName} over epochs: {string.Join(", ", lines.Select(line => line.Name))}")}</desc>");
        DrawStyleSheet();
        Line($"""<rect class="ground" width="{Width}" height="{height}" rx="6"/>""");
        Line($"""<text class="title" x="{Left}" y="28">{Escape(title)}</text>""");
        DrawEpochAxis();
        DrawErrorAxis();
        for (int i = 0; i < lines.Length; i++)
            DrawLine(lines[i].Points, i % Styles.Length);
        for (int i = 0; i < lines.Length; i++)
            DrawLegend(lines[i].Name, i % Styles.Length, places[i]);
        Line($"</svg>");
        return _svg.ToString();
    }

    private void DrawStyleSheet()
    {
        Line($"<style>");
        Line($"text {{ font: 13px system-ui, sans-serif; }} .title {{ font-size: 16px; font-weight: 600; }} .end {{ text-anchor: end; }}");
        Line($".middle {{ text-anchor: middle; }} .line {{ fill: none; stroke-width: 2; stroke-linejoin: round; }}");
        Line($".ground {{ fill: #ffffff; }} text {{ fill: #24292f; }} .grid {{ stroke: #d8dee4; }} .axis {{ stroke: #57606a; }}");
        for (int i = 0; i < Styles.Length; i++)
            Line($".s{i} {{ stroke: {Styles[i].Light}; }} .d{i} {{ fill: {Styles[i].Light}; }}");
        Line($"@media (prefers-color-scheme: dark) {{");
        Line($".ground {{ fill: #0d1117; }} text {{ fill: #e6edf3; }} .grid {{ stroke: #30363d; }} .axis {{ stroke: #8b949e; }}");
        for (int i = 0; i < Styles.Length; i++)
            Line($".s{i} {{ stroke: {Styles[i].Dark}; }} .d{i} {{ fill: {Styles[i].Dark}; }}");
        Line($"}}");
        Line($"</style>");
    }

    private void DrawEpochAxis()
    {
        foreach (double tick in _epochs.Ticks)
        {
            Line($"""<line class="grid" x1="{X(tick):0.##}" y1="{Top}" x2="{X(tick):0.##}" y2="{Bottom}"/>""");
            Line($"""<text class="middle" x="{X(tick):0.##}" y="{Bottom + 20}">{tick}</text>""");
        }

        Line($"""<line class="axis" x1="{Left}" y1="{Bottom}" x2="{Left + PlotWidth}" y2="{Bottom}"/>""");
        Line($"""<text class="middle" x="{Left + (PlotWidth / 2)}" y="{Bottom + 40}">epoch</text>""");
    }

    private void DrawErrorAxis()
    {
        foreach (double tick in _errors.Ticks)
        {
            Line($"""<line class="grid" x1="{Left}" y1="{Y(tick):0.##}" x2="{Left + PlotWidth}" y2="{Y(tick):0.##}"/>""");
            Line($"""<text class="end" x="{Left - 8}" y="{Y(tick) + 4.5:0.##}">{tick:0.##########}</text>""");
        }

        const int Middle = Top + (PlotHeight / 2);
        string scale = _errors.IsLogarithmic ? " (logarithmic)" : "";
        Line($"""<line class="axis" x1="{Left}" y1="{Top}" x2="{Left}" y2="{Bottom}"/>""");
        Line($"""<text class="middle" x="16" y="{Middle}" transform="rotate(-90 16 {Middle})">{Escape(errorName)}{scale}</text>""");
    }

    private void DrawLine(ImmutableArray<(int Epoch, double Error)> points, int style)
    {
        if (points.IsEmpty)
            return;
        IEnumerable<string> places = points.Select(point =>
            string.Create(CultureInfo.InvariantCulture, $"{X(point.Epoch):0.##},{Y(point.Error):0.##}"));
        Line($"""<polyline class="line s{style}"{Dashes(style)} points="{string.Join(' ', places)}"/>""");

        // Shows where a line ends, and that there is one where it has but one point.
        Line($"""<circle class="d{style}" cx="{X(points[^1].Epoch):0.##}" cy="{Y(points[^1].Error):0.##}" r="3"/>""");
    }

    private void DrawLegend(string name, int style, (double X, int Row) place)
    {
        int y = LegendTop + (place.Row * LegendRow);
        Line($"""<line class="line s{style}"{Dashes(style)} x1="{place.X:0.##}" y1="{y - 4}" x2="{place.X + SampleWidth:0.##}" y2="{y - 4}"/>""");
        Line($"""<text x="{place.X + SampleWidth + 8:0.##}" y="{y}">{Escape(name)}</text>""");
    }

    /// <summary>From left to right, on the next row where a name would pass the plot's end.</summary>
    private ImmutableArray<(double X, int Row)> LegendPlaces()
    {
        var places = ImmutableArray.CreateBuilder<(double X, int Row)>();
        double x = Left;
        int row = 0;
        foreach (ChartLine line in lines)
        {
            double width = SampleWidth + 8 + (LetterWidth * line.Name.Length) + 20;
            if (x > Left && x + width > Left + PlotWidth)
                (x, row) = (Left, row + 1);
            places.Add((x, row));
            x += width;
        }

        return places.DrainToImmutable();
    }

    private static string Dashes(int style) => Styles[style].Dashes is { Length: > 0 } dashes ? $" stroke-dasharray=\"{dashes}\"" : "";

    private double X(double epoch) => Left + (PlotWidth * _epochs.Position(epoch));

    private double Y(double error) => Bottom - (PlotHeight * _errors.Position(error));

    private void Line(FormattableString line) => _svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Text between tags; what XML cannot carry becomes a question mark.</summary>
    private static string Escape(string text) =>
        new string([.. text.Select(character => XmlConvert.IsXmlChar(character) ? character : '?')])
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
