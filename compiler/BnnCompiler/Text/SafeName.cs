// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.Text;

/// <summary>Names of ops and graphs, made from text that a model file chose.</summary>
internal static class SafeName
{
    private const int MaxLength = 48;

    /// <summary>
    /// <paramref name="text"/> with everything but ASCII letters, digits and <c>_</c> replaced by <c>_</c>, and cut to 48 characters;
    /// <paramref name="kind"/> goes before a name that is empty or starts with a digit.
    /// </summary>
    public static string Of(string text, string kind)
    {
        string stem = Replace(text);
        if (stem.Length > 0 && BnnFormat.StartsName(stem[0]))
            return stem;
        string prefix = Replace(kind.ToLowerInvariant());
        if (prefix.Length == 0 || !BnnFormat.StartsName(prefix[0]))
            prefix = "op";
        return Cut(stem.Length == 0 ? prefix : $"{prefix}_{stem}");
    }

    private static string Replace(string text)
    {
        var safe = new StringBuilder();
        foreach (char c in Cut(text))
            safe.Append(c != '.' && BnnFormat.ContinuesName(c) ? c : '_');
        return safe.ToString();
    }

    private static string Cut(string text) => text.Length <= MaxLength ? text : text.Substring(0, MaxLength);
}
