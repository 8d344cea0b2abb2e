// SPDX-License-Identifier: MIT
namespace BnnCompiler.Text;

/// <summary>What printer and parser agree on. The whole of the format is specified in docs/ir.md.</summary>
internal static class BnnFormat
{
    /// <summary>Raised with every change after which an older parser could misread a text.</summary>
    public const int Version = 1;

    /// <summary>The one stage that a text names.</summary>
    public const string PackedStage = "packed";

    /// <summary>Constants of more elements stand as base64 behind the graph.</summary>
    public const int MaxInlineElements = 64;

    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 256;

    /// <summary>Characters of a line.</summary>
    public const int MaxLineLength = 1 << 20;

    /// <summary>Axes of a tensor.</summary>
    public const int MaxRank = 8;

    /// <summary>Characters of a line of base64; a multiple of 4.</summary>
    public const int DataLineLength = 120;

    /// <summary>Whether a name may start with <paramref name="c"/>.</summary>
    public static bool StartsName(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    /// <summary>Whether a name may go on with <paramref name="c"/>.</summary>
    public static bool ContinuesName(char c) => StartsName(c) || c is (>= '0' and <= '9') or '.';

    /// <summary>Whether the value of an attribute may contain <paramref name="c"/>.</summary>
    public static bool IsWordPart(char c) => ContinuesName(c) || c is '+' or '-' or '/';

    /// <summary>Whether <paramref name="text"/> can stand behind <c>%</c>.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength && StartsName(text[0]) && text.All(ContinuesName);
}
