// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Text;

/// <summary>
/// The values of large constants behind the graph: <c>data @name</c>, then lines of base64 of the tensor's bytes. Each section belongs to
/// exactly one constant, so that the memory for the values stays in proportion to the text.
/// </summary>
internal sealed class DataSections
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int NoDigit = -1;

    private static readonly int[] DigitOf = [.. Enumerable.Range(0, 128).Select(c => Alphabet.IndexOf((char)c))];

    private readonly TextCursor _cursor;
    private readonly Dictionary<string, Section> _unused = new(StringComparer.Ordinal);

    /// <summary>Finds the sections of a text without decoding them.</summary>
    public DataSections(string text, string place)
    {
        _cursor = new(text, place);
        Section? section = null;
        while (_cursor.MoveToNextLine())
        {
            if (TryTakeHeader(_cursor))
            {
                string name = _cursor.TakeName("the name of a constant");
                _cursor.TakeEndOfLine();
                section = new(_cursor.Place, _cursor.NextLine);
                if (_unused.ContainsKey(name))
                    throw _cursor.Fault($"there are two data sections @{name}; delete one");
                _unused.Add(name, section);
            }
            else if (section is not null)
            {
                section.Digits += _cursor.Rest.Length;
            }
        }
    }

    /// <summary>Takes <c>data @</c>. Line by line, no other line of a text starts like this.</summary>
    public static bool TryTakeHeader(TextCursor cursor) => cursor.TryTakeKeyword("data") && cursor.TryTake('@');

    /// <summary>Decodes the section that the constant in the line of <paramref name="user"/> refers to.</summary>
    public Tensor Take(string name, TensorType type, TextCursor user)
    {
        if (!_unused.TryGetValue(name, out var section))
            throw user.Fault($"there is no 'data @{name}' behind the graph, or another constant has used it; each constant needs its own");
        _unused.Remove(name);
        long bytes = type.ByteCount, digits = (bytes + 2) / 3 * 4;
        if (section.Digits != digits)
        {
            throw DiagnosticCatalog.InvalidText.Error(section.Place,
                $"@{name} has {NumberText.Of(section.Digits)} characters of base64; {type} needs {NumberText.Of(digits)}");
        }

        return TensorBytes.ToTensor(type, Decode(section, (int)bytes));
    }

    /// <summary>Demands that every section has been taken.</summary>
    public void CheckAllTaken()
    {
        foreach (var section in _unused)
            throw DiagnosticCatalog.InvalidText.Error(section.Value.Place, $"no constant refers to @{section.Key}; delete the section");
    }

    /// <summary>The section as the printer writes it.</summary>
    public static void Print(StringBuilder text, string name, Tensor tensor)
    {
        text.Append("data @").Append(name).Append('\n');
        string base64 = Convert.ToBase64String(TensorBytes.Of(tensor));
        for (int start = 0; start < base64.Length; start += BnnFormat.DataLineLength)
            text.Append("  ").Append(base64, start, Math.Min(BnnFormat.DataLineLength, base64.Length - start)).Append('\n');
    }

    private byte[] Decode(Section section, int count)
    {
        _cursor.GoTo(section.Start);
        byte[] bytes = new byte[count];
        int held = 0, bits = 0, done = 0;
        for (long digits = 0; digits < section.Digits;)
        {
            _cursor.MoveToNextLine();
            foreach (char c in _cursor.Rest)
            {
                // The digits behind the last byte are '=', and the bits that hang over are 0: every value has one spelling.
                int digit = c < DigitOf.Length ? DigitOf[c] : NoDigit;
                if (done == count ? c != '=' || held != 0 : digit == NoDigit)
                    throw _cursor.Expected("a digit of base64, padded with '='");
                _cursor.Skip(1);
                digits++;
                if (done == count)
                    continue;
                held = (held << 6) | digit;
                bits += 6;
                if (bits < 8)
                    continue;
                bits -= 8;
                bytes[done++] = (byte)(held >> bits);
                held &= (1 << bits) - 1;
            }
        }

        return held == 0 ? bytes : throw _cursor.Fault("the last digit of base64 has bits behind the last byte");
    }

    private sealed class Section(string place, TextCursor.Mark start)
    {
        public string Place { get; } = place;

        public TextCursor.Mark Start { get; } = start;

        public long Digits { get; set; }
    }
}
