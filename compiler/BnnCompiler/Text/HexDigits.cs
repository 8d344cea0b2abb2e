// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.Text;

/// <summary>Hexadecimal digits of either case.</summary>
internal static class HexDigits
{
    /// <summary>64 bits as <c>0x</c> and 16 upper case digits.</summary>
    public static string Of(ulong value) => "0x" + value.ToString("X16", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    public static ulong Take(TextCursor cursor, string expected)
    {
        string word = cursor.TakeWord(expected, BnnFormat.IsWordPart);
        if (word.Length != 18 || !word.StartsWith("0x", StringComparison.Ordinal) || word.Skip(2).Any(c => ValueOf(c) < 0))
            throw cursor.Fault($"found '{word}'; expected {expected}: 0x and 16 hexadecimal digits");
        return word.Skip(2).Aggregate(0UL, (value, c) => (value << 4) | (uint)ValueOf(c));
    }

    /// <summary>0 to 15, or -1 if <paramref name="c"/> is no hexadecimal digit.</summary>
    public static int ValueOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
