// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;

namespace BnnCompiler.Formats;

/// <summary>
/// The one form of Python dictionary that npy headers have: string, True/False and tuple-of-integers values. What could be read is there even where
/// the rest is unreadable, so that whoever reads the file can say which entry is wrong.
/// </summary>
internal ref struct NpyDictionary
{
    // numpy's own limit on an array's rank.
    private const int MaximumRank = 64;

    private ReadOnlySpan<char> _rest;

    private NpyDictionary(string text) => _rest = text;

    /// <summary>
    /// numpy's type string: byte order, kind, bytes; for example <c>&lt;f4</c>. Null for none, and for a structured type, which is a list.
    /// </summary>
    public string? Type { get; private set; }

    /// <summary>Whether the first axis is the innermost one; null where that cannot be read.</summary>
    public bool? IsFortranOrder { get; private set; }

    /// <summary>The extents of the array, none negative; null where they cannot be read.</summary>
    public int[]? Shape { get; private set; }

    /// <summary>Whether an extent is beyond what an int holds, for which <see cref="Shape"/> is null.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether all three entries were read, and nothing else stands in the text.</summary>
    [MemberNotNullWhen(true, nameof(Type), nameof(IsFortranOrder), nameof(Shape))]
    public bool IsWhole { get; private set; }

    /// <summary>Reads the text of a header.</summary>
    public static NpyDictionary Parse(string text)
    {
        var dictionary = new NpyDictionary(text);
        dictionary.IsWhole = dictionary.ReadEntries() && dictionary is { Type: not null, IsFortranOrder: not null, Shape: not null };
        return dictionary;
    }

    private bool ReadEntries()
    {
        if (!Accept('{'))
            return false;
        while (!Accept('}'))
        {
            if (!ReadEntry())
                return false;
            if (Accept(','))
                continue;
            if (!Accept('}'))
                return false;
            break;
        }

        SkipBlanks();
        return _rest.IsEmpty;
    }

    private bool ReadEntry()
    {
        string? key = ReadString();
        return Accept(':') && key switch
        {
            "descr" => Type is null && (Type = ReadString()) is not null,
            "fortran_order" => IsFortranOrder is null && (IsFortranOrder = ReadBoolean()) is not null,
            "shape" => Shape is null && (Shape = ReadTuple()) is not null,
            _ => false,
        };
    }

    private string? ReadString()
    {
        int end = Accept('\'') ? _rest.IndexOf('\'') : -1;
        if (end < 0)
            return null;
        string value = _rest[..end].ToString();
        _rest = _rest[(end + 1)..];
        return value;
    }

    private bool? ReadBoolean()
    {
        SkipBlanks();
        bool value = _rest.StartsWith("True");
        if (!value && !_rest.StartsWith("False"))
            return null;
        _rest = _rest[(value ? 4 : 5)..];
        return value;
    }

    private int[]? ReadTuple()
    {
        var items = new List<int>();
        if (!Accept('('))
            return null;
        while (!Accept(')'))
        {
            if (ReadInteger() is not { } item || items.Count == MaximumRank)
                return null;
            items.Add(item);
            if (Accept(','))
                continue;
            if (!Accept(')'))
                return null;
            break;
        }

        return [.. items];
    }

    private int? ReadInteger()
    {
        SkipBlanks();
        int digits = 0;
        long value = 0;
        while (digits < _rest.Length && char.IsAsciiDigit(_rest[digits]) && value <= int.MaxValue)
            value = (value * 10) + (_rest[digits++] - '0');
        IsTooLarge |= value > int.MaxValue;
        if (digits == 0 || IsTooLarge)
            return null;
        _rest = _rest[digits..];
        if (_rest is ['L', ..])
            _rest = _rest[1..]; // written by Python 2
        return (int)value;
    }

    private bool Accept(char character)
    {
        SkipBlanks();
        if (_rest.IsEmpty || _rest[0] != character)
            return false;
        _rest = _rest[1..];
        return true;
    }

    private void SkipBlanks() => _rest = _rest.TrimStart(" \n");
}
