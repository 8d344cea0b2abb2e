// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.Targets;

/// <summary>Writes indented source text.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>What was written so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Writes lines, each indented as deep as the open blocks; <paramref name="lines"/> may be several, joined by <c>\n</c>.</summary>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
        {
            if (line.Length > 0)
                _text.Append(' ', 4 * _depth).Append(line);
            _text.Append('\n');
        }
    }

    /// <summary>Writes a head and an opening brace; disposing the result writes the closing one.</summary>
    public IDisposable Block(string head) => Open(head + "\n{");

    /// <summary>The same with the brace in the line of the head, where C wants it: behind anything but the head of a function.</summary>
    public IDisposable BlockInLine(string head) => Open(head + " {");

    private OpenBlock Open(string head)
    {
        Line(head);
        _depth++;
        return new(this);
    }

    private sealed class OpenBlock(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
