// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace SpeedBenchmark.Reporting;

/// <summary>A horizontal logarithmic axis whose ends are powers of ten.</summary>
internal sealed class LogAxis
{
    private readonly int _first, _last;
    private readonly double _start, _width;

    /// <summary>An axis for values from <paramref name="least"/> to <paramref name="most"/>, drawn from <paramref name="start"/> on.</summary>
    public LogAxis(double least, double most, double start, double width)
    {
        // A bar of the least value still has to be seen.
        _first = (int)Math.Floor(Math.Log10(least * 0.7));
        _last = Math.Max(_first + 1, (int)Math.Ceiling(Math.Log10(most)));
        (_start, _width) = (start, width);
    }

    /// <summary>Where a value lies.</summary>
    public double Of(double value) => _start + ((Math.Log10(value) - _first) / (_last - _first) * _width);

    /// <summary>A line for each power of ten, with its number at both ends.</summary>
    public string Lines(double top, double bottom)
    {
        var lines = new StringBuilder();
        for (int power = _first; power <= _last; power++)
        {
            double x = Of(Math.Pow(10, power));
            string number = Math.Pow(10, power).ToString("#,0.##", CultureInfo.InvariantCulture);
            lines.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x:0.0} {top - 4:0.0}V{bottom + 4:0.0}\" stroke=\"{SvgPicture.Grid}\"/>\n");
            lines.Append(SvgText.Of(x, top - 8, number, SvgPicture.Faint, "text-anchor=\"middle\""));
            lines.Append(SvgText.Of(x, bottom + 18, number, SvgPicture.Faint, "text-anchor=\"middle\""));
        }

        return lines.ToString();
    }
}
