// SPDX-License-Identifier: MIT
namespace BnnCompiler.Text;

/// <summary>Hexadecimal digits of either case.</summary>
internal static class HexDigits
{
    /// <summary>0 to 15, or -1 if <paramref name="c"/> is no hexadecimal digit.</summary>
    public static int ValueOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
