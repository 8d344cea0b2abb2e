// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace BnnCompiler.Diagnostics;

/// <summary>Text from a model file, made safe for terminals, comments and logs: printable ASCII, bounded length.</summary>
internal static class PrintableText
{
    private const int MaxLength = 96;

    /// <summary>Replaces everything but printable ASCII by \uXXXX, and cuts what is too long to read.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            if (escaped.Length >= MaxLength)
                return escaped.Append("...").ToString();
            if (c is >= ' ' and <= '~')
                escaped.Append(c);
            else
                escaped.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
