// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.IR;

/// <summary>
/// Numbers as text, the same on every host and in every culture. The shortest digits are searched for, because the
/// round-trip formats of .NET Framework (inside an IDE) and of .NET differ.
/// </summary>
internal static class NumberText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>An integer in decimal.</summary>
    public static string Of(long value) => value.ToString(Culture);

    /// <summary>The fewest digits that read back as <paramref name="value"/>; <c>inf</c>, <c>-inf</c>, <c>nan</c>.</summary>
    public static string Of(float value)
    {
        if (Special(value) is { } special)
            return special;
        for (int digits = 1; digits < 9; digits++)
        {
            string text = value.ToString("G" + Of(digits), Culture);
            if (float.Parse(text, NumberStyles.Float, Culture).Equals(value))
                return Tidy(text);
        }

        return Tidy(value.ToString("G9", Culture));
    }

    /// <summary>The fewest digits that read back as <paramref name="value"/>; <c>inf</c>, <c>-inf</c>, <c>nan</c>.</summary>
    public static string Of(double value)
    {
        if (Special(value) is { } special)
            return special;
        for (int digits = 1; digits < 17; digits++)
        {
            string text = value.ToString("G" + Of(digits), Culture);
            if (double.Parse(text, NumberStyles.Float, Culture).Equals(value))
                return Tidy(text);
        }

        return Tidy(value.ToString("G17", Culture));
    }

    /// <summary>Reads what <see cref="Of(long)"/> wrote.</summary>
    public static bool TryParse(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out value);

    /// <summary>Reads what <see cref="Of(float)"/> wrote.</summary>
    public static bool TryParse(string text, out float value)
    {
        if (ParseSpecial(text) is { } special)
        {
            value = (float)special;
            return true;
        }

        return float.TryParse(text, NumberStyles.Float, Culture, out value);
    }

    /// <summary>Reads what <see cref="Of(double)"/> wrote.</summary>
    public static bool TryParse(string text, out double value)
    {
        if (ParseSpecial(text) is { } special)
        {
            value = special;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, Culture, out value);
    }

    private static string? Special(double value) =>
        double.IsNaN(value) ? "nan"
        : double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : value.Equals(0.0) ? (1 / value < 0 ? "-0" : "0")
        : null;

    private static double? ParseSpecial(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "-0" => -0.0,
        _ => null,
    };

    private static string Tidy(string text) => text.Replace("E+", "e").Replace("E", "e");
}
