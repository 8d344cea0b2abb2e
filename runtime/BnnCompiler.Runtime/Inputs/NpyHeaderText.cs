// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>Reads the one form of Python dictionary that npy headers have: string, True/False and tuple-of-integers values.</summary>
internal ref struct NpyHeaderText(string path, string text)
{
    // numpy's own limit on an array's rank.
    private const int MaximumRank = 64;

    private ReadOnlySpan<char> rest = text;

    public void ReadDictionary(out string type, out bool fortranOrder, out int[] shape)
    {
        string? foundType = null;
        bool? foundOrder = null;
        int[]? foundShape = null;
        Expect('{');
        while (!Accept('}'))
        {
            string key = ReadString();
            Expect(':');
            switch (key)
            {
                case "descr":
                    foundType = ReadString();
                    break;
                case "fortran_order":
                    foundOrder = ReadBoolean();
                    break;
                case "shape":
                    foundShape = ReadTuple();
                    break;
                default:
                    throw Unreadable();
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        SkipBlanks();
        if (!rest.IsEmpty)
            throw Unreadable();
        type = foundType ?? throw Unreadable();
        fortranOrder = foundOrder ?? throw Unreadable();
        shape = foundShape ?? throw Unreadable();
    }

    private readonly InputFileException Unreadable() => NpyHeader.Damaged(path, "an unreadable header");

    private string ReadString()
    {
        Expect('\'');
        int end = rest.IndexOf('\'');
        if (end < 0)
            throw Unreadable(); // also a structured type, whose descr is a list
        string value = rest[..end].ToString();
        rest = rest[(end + 1)..];
        return value;
    }

    private bool ReadBoolean()
    {
        SkipBlanks();
        bool value = rest.StartsWith("True");
        if (!value && !rest.StartsWith("False"))
            throw Unreadable();
        rest = rest[(value ? 4 : 5)..];
        return value;
    }

    private int[] ReadTuple()
    {
        var items = new List<int>();
        Expect('(');
        while (!Accept(')'))
        {
            items.Add(ReadInteger());
            if (items.Count > MaximumRank)
                throw Unreadable();
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. items];
    }

    private int ReadInteger()
    {
        SkipBlanks();
        int digits = 0;
        long value = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]) && value <= int.MaxValue)
            value = (value * 10) + (rest[digits++] - '0');
        if (digits == 0 || value > int.MaxValue)
            throw Unreadable();
        rest = rest[digits..];
        if (rest is ['L', ..])
            rest = rest[1..]; // written by Python 2
        return (int)value;
    }

    private void Expect(char character)
    {
        if (!Accept(character))
            throw Unreadable();
    }

    private bool Accept(char character)
    {
        SkipBlanks();
        if (rest.IsEmpty || rest[0] != character)
            return false;
        rest = rest[1..];
        return true;
    }

    private void SkipBlanks() => rest = rest.TrimStart(" \n");
}
