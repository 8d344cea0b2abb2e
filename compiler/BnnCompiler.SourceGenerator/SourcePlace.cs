// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BnnCompiler.SourceGenerator;

/// <summary>A position in a file, as plain values: a <see cref="Location"/> would keep a syntax tree alive and equals nothing.</summary>
internal sealed record SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place of a location.</summary>
    public static SourcePlace Of(Location location)
    {
        var lines = location.GetLineSpan();
        return new(lines.Path, location.SourceSpan, lines.Span);
    }

    /// <summary>A character of a file; line and column count from 1, and an empty text has line 0.</summary>
    public static SourcePlace Of(string path, int line, int column)
    {
        var position = new LinePosition(Math.Max(line - 1, 0), Math.Max(column - 1, 0));
        return new(path, default, new(position, position));
    }

    /// <summary>As Roslyn wants it.</summary>
    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
