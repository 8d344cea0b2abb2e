// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Data;

/// <summary>
/// Data that the user gave cannot be used: a file is missing, damaged, or of another kind. The message says where, what was found, what was
/// expected and what to do.
/// </summary>
public sealed class DataException : Exception
{
    /// <summary>A fault with a complete message.</summary>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>A fault in a file or folder; the remedy is a sentence of its own.</summary>
    internal DataException(string path, string found, string expected, string remedy)
        : this($"{path}: found {found}, expected {expected}. {remedy}")
    {
    }
}
