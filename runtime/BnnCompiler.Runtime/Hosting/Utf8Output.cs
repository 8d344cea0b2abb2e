// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>Buffered ASCII output, invariant culture, LF. System.Console would add 210 KB to a native program.</summary>
internal sealed class Utf8Output(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;

    public Utf8Output Write(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (_length == _buffer.Length)
                Flush();
            _buffer[_length++] = character < 128 ? (byte)character : (byte)'?';
        }

        return this;
    }

    /// <summary>Writes an integer, right-aligned in <paramref name="width"/> columns.</summary>
    public Utf8Output Write(int number, int width = 0)
    {
        Span<char> text = stackalloc char[16];
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return WriteAligned(text[..length], width);
    }

    /// <summary>Writes a score in the fewest digits that read back as itself, right-aligned in <paramref name="width"/> columns.</summary>
    public Utf8Output Write(float number, int width = 0)
    {
        Span<char> text = stackalloc char[32];
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return WriteAligned(text[..length], width);
    }

    /// <summary>Writes a number of 0 or more that is given in thousandths, with three digits after the point.</summary>
    public Utf8Output WriteThousandths(long thousandths)
    {
        Span<char> text = stackalloc char[32];
        thousandths.TryFormat(text, out int length, "D4", CultureInfo.InvariantCulture);
        return Write(text[..(length - 3)]).Write(".").Write(text[(length - 3)..length]);
    }

    public void Flush()
    {
        stream.Write(_buffer, 0, _length);
        stream.Flush();
        _length = 0;
    }

    private Utf8Output WriteAligned(ReadOnlySpan<char> text, int width)
    {
        for (int i = text.Length; i < width; i++)
            Write(" ");
        return Write(text);
    }
}
