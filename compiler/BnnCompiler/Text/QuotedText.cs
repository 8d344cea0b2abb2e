// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace BnnCompiler.Text;

/// <summary>Any text between quotes in printable ASCII: <c>\"</c>, <c>\\</c>, and <c>\uXXXX</c> for every other UTF-16 unit.</summary>
internal static class QuotedText
{
    /// <summary>With quotes and escapes.</summary>
    public static string Print(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~')
                quoted.Append(c);
            else
                quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Reads what <see cref="Print"/> wrote.</summary>
    public static string Parse(TextCursor cursor)
    {
        var text = new StringBuilder();
        cursor.Take('"');
        for (char c = Next(cursor); c != '"'; c = Next(cursor))
        {
            if (c is < ' ' or > '~')
                throw cursor.Fault("a character that is not printable ASCII stands between quotes; write it as \\uXXXX");
            text.Append(c == '\\' ? Escaped(cursor) : c);
        }

        return text.ToString();
    }

    private static char Next(TextCursor cursor) => cursor.TakeAny("the closing quote");

    private static char Escaped(TextCursor cursor)
    {
        char c = cursor.TakeAny("an escape");
        if (c is '"' or '\\')
            return c;
        if (c != 'u')
            throw cursor.Fault("unknown escape between quotes; known are \\\", \\\\ and \\uXXXX");
        int unit = 0;
        for (int digit = 0; digit < 4; digit++)
        {
            int value = HexDigits.ValueOf(cursor.TakeAny("a hexadecimal digit"));
            if (value < 0)
                throw cursor.Fault("\\u is followed by four hexadecimal digits");
            unit = (unit * 16) + value;
        }

        return (char)unit;
    }
}
