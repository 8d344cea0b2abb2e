// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Text;

/// <summary>
/// Reads a text line by line, and each line from left to right. Blank lines, comment lines (first character <c>;</c>) and blanks between
/// tokens are passed over. Every fault is reported with its line and column.
/// </summary>
internal sealed class TextCursor(string text, string place)
{
    private int _line, _next, _lineStart, _lineEnd, _position, _token;

    /// <summary>A place to come back to.</summary>
    public readonly record struct Mark(int Line, int Next);

    /// <summary>Where the next line starts.</summary>
    public Mark NextLine => new(_line, _next);

    /// <summary>Whether the line has been read to its end.</summary>
    public bool AtEndOfLine
    {
        get
        {
            SkipBlanks();
            return _position == _lineEnd;
        }
    }

    /// <summary>Line and column of the word that was taken last, for messages.</summary>
    public string Place => $"{place}({NumberText.Of(_line)},{NumberText.Of(_token - _lineStart + 1)})";

    /// <summary>What is left of the line.</summary>
    public ReadOnlySpan<char> Rest => text.AsSpan(_position, _lineEnd - _position);

    /// <summary>Goes back: the next line is the one that was next at <paramref name="mark"/>.</summary>
    public void GoTo(Mark mark)
    {
        _line = mark.Line;
        _next = _lineStart = _lineEnd = _position = _token = mark.Next;
    }

    /// <summary>Passes over the mark that some editors put before the first character.</summary>
    public void SkipByteOrderMark()
    {
        if (text.Length > 0 && text[0] == '\uFEFF')
            _next = 1;
    }

    /// <summary>Another cursor at the same place.</summary>
    public TextCursor Fork() =>
        new(text, place) { _line = _line, _next = _next, _lineStart = _lineStart, _lineEnd = _lineEnd, _position = _position };

    /// <summary>Goes to the next line that says something; false at the end of the text.</summary>
    public bool MoveToNextLine()
    {
        while (_next < text.Length)
        {
            int end = text.IndexOf('\n', _next);
            _lineEnd = end < 0 ? text.Length : end;
            _lineStart = _position = _token = _next;
            _next = Math.Min(_lineEnd + 1, text.Length);
            _line++;
            if (_lineEnd - _lineStart > BnnFormat.MaxLineLength)
                throw Fault($"the line has {NumberText.Of(_lineEnd - _lineStart)} characters; the most are {NumberText.Of(BnnFormat.MaxLineLength)}");
            while (_lineEnd > _lineStart && IsBlank(text[_lineEnd - 1]))
                _lineEnd--;
            SkipBlanks();
            _token = _position;
            if (_position < _lineEnd && text[_position] != ';')
                return true;
        }

        _lineStart = _lineEnd = _position = _token = text.Length;
        return false;
    }

    /// <summary>Takes <paramref name="expected"/> if it comes next.</summary>
    public bool TryTake(char expected)
    {
        if (AtEndOfLine || text[_position] != expected)
            return false;
        _position++;
        return true;
    }

    /// <summary>Takes <paramref name="keyword"/> if it is the next name.</summary>
    public bool TryTakeKeyword(string keyword)
    {
        SkipBlanks();
        int length = LengthWhile(BnnFormat.ContinuesName);
        if (length != keyword.Length || string.CompareOrdinal(text, _position, keyword, 0, length) != 0)
            return false;
        _token = _position;
        _position += length;
        return true;
    }

    /// <summary>Takes <paramref name="expected"/>.</summary>
    public void Take(char expected)
    {
        if (!TryTake(expected))
            throw Expected($"'{expected}'");
    }

    /// <summary>Takes <paramref name="keyword"/>.</summary>
    public void TakeKeyword(string keyword)
    {
        if (!TryTakeKeyword(keyword))
            throw Expected($"'{keyword}'");
    }

    /// <summary>Takes the next character, a blank too.</summary>
    public char TakeAny(string expected) => _position < _lineEnd ? text[_position++] : throw Expected(expected);

    /// <summary>Takes a name.</summary>
    public string TakeName(string expected)
    {
        SkipBlanks();
        if (_position == _lineEnd || !BnnFormat.StartsName(text[_position]))
            throw Expected(expected);
        string name = TakeWord(expected, BnnFormat.ContinuesName);
        return name.Length <= BnnFormat.MaxNameLength
            ? name
            : throw Fault($"the name has {NumberText.Of(name.Length)} characters; the most are {NumberText.Of(BnnFormat.MaxNameLength)}");
    }

    /// <summary>Takes one or more characters of a set.</summary>
    public string TakeWord(string expected, Func<char, bool> isPart)
    {
        SkipBlanks();
        int length = LengthWhile(isPart);
        if (length == 0)
            throw Expected(expected);
        _token = _position;
        _position += length;
        return text.Substring(_token, length);
    }

    /// <summary>Takes an integer.</summary>
    public int TakeInteger(string expected)
    {
        string digits = TakeWord(expected, c => c is (>= '0' and <= '9') or '-');
        return NumberText.TryParse(digits, out int value)
            ? value
            : throw Fault($"found '{PrintableText.Escape(digits)}'; expected {expected} of 32 bits");
    }

    /// <summary>Passes over everything up to and including <paramref name="end"/>.</summary>
    public void SkipBehind(char end)
    {
        int index = text.IndexOf(end, _position, _lineEnd - _position);
        if (index < 0)
            throw Fault($"there is no '{end}' in the rest of the line");
        _position = index + 1;
    }

    /// <summary>Demands that nothing follows on the line.</summary>
    public void TakeEndOfLine()
    {
        if (!AtEndOfLine)
            throw Expected("the end of the line");
    }

    /// <summary>Steps over <paramref name="count"/> characters.</summary>
    public void Skip(int count) => _position += count;

    /// <summary>What comes next is not what the grammar demands.</summary>
    public DiagnosticException Expected(string expected)
    {
        const int Shown = 24;
        SkipBlanks();
        var rest = Rest;
        string found = rest.Length == 0 ? "the end of the line"
            : $"'{PrintableText.Escape((rest.Length > Shown ? rest.Slice(0, Shown) : rest).ToString())}'";
        _token = _position;
        return Fault($"found {found}; expected {expected}");
    }

    /// <summary>The word that was taken last is not what the grammar demands.</summary>
    public DiagnosticException Fault(string message) => DiagnosticCatalog.InvalidText.Error(Place, message);

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r';

    private void SkipBlanks()
    {
        while (_position < _lineEnd && IsBlank(text[_position]))
            _position++;
    }

    private int LengthWhile(Func<char, bool> isPart)
    {
        int end = _position;
        while (end < _lineEnd && isPart(text[end]))
            end++;
        return end - _position;
    }
}
