// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Security;

namespace SpeedBenchmark.Reporting;

/// <summary>Words in an SVG.</summary>
internal static class SvgText
{
    /// <summary>A text at a place.</summary>
    public static string Of(double x, double y, string text, string colour, string attributes = "") => string.Create(CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" fill=\"{colour}\" {attributes}>{SecurityElement.Escape(text)}</text>\n");

    /// <summary>A text whose beginning is strong.</summary>
    public static string Line(double x, double y, string strong, string text, string colour, string attributes = "") =>
        string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" fill=\"{colour}\" {attributes} xml:space=\"preserve\">")
        + $"<tspan font-weight=\"600\">{SecurityElement.Escape(strong)}</tspan>{SecurityElement.Escape(text)}</text>\n";
}
