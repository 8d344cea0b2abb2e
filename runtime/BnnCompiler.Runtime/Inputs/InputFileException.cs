// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// A file the user gave cannot be used. The message says where, what was found, what was expected and what to do; it is printable ASCII
/// even where the file or its name is not, so that a hostile file cannot send escape sequences to a terminal.
/// </summary>
public sealed class InputFileException : Exception
{
    /// <summary>A fault with a complete message.</summary>
    public InputFileException(string message)
        : base(Printable(message))
    {
    }

    /// <summary>A fault in <paramref name="path"/>; the remedy is a sentence of its own.</summary>
    internal InputFileException(string path, string found, string expected, string remedy)
        : this($"{path}: found {found}, expected {expected}. {remedy}")
    {
    }

    private static string Printable(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (char character in message)
            text.Append(character is >= ' ' and <= '~' ? character : '?');
        return text.ToString();
    }
}
