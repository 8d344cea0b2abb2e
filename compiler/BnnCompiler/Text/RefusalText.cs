// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Text;

/// <summary>
/// What stands in the place of a .bnn text where a model cannot be compiled, so that the source generator reports the error where a user looks for
/// it:
/// <code>
/// bnn refused
/// BNN1008 "models/net.onnx" 1 1 "at node 'lstm': ..."
/// </code>
/// </summary>
/// <param name="Code">The catalogue number.</param>
/// <param name="Path">The model file.</param>
/// <param name="Line">Its line, or 1.</param>
/// <param name="Column">The column in that line, or 1.</param>
/// <param name="Message">What was found, expected, where, and what to do.</param>
internal sealed record RefusalText(string Code, string Path, int Line, int Column, string Message)
{
    private const string Keyword = "refused";

    /// <summary>The refusal of the model in <paramref name="path"/>.</summary>
    public static RefusalText Of(Diagnostic diagnostic, string path)
    {
        string place = diagnostic.Place;
        int start = place.LastIndexOf('('), comma = place.LastIndexOf(',');
        if (start >= 0 && comma > start && place[place.Length - 1] == ')'
            && NumberText.TryParse(place.Substring(start + 1, comma - start - 1), out int line)
            && NumberText.TryParse(place.Substring(comma + 1, place.Length - comma - 2), out int column))
        {
            return new(diagnostic.Code, path, line, column, diagnostic.Message);
        }

        return new(diagnostic.Code, path, 1, 1, place.Length == 0 ? diagnostic.Message : $"at {place}: {diagnostic.Message}");
    }

    /// <summary>The whole text.</summary>
    public string Print() =>
        $"bnn {Keyword}\n{Code} {QuotedText.Print(Path)} {NumberText.Of(Line)} {NumberText.Of(Column)} {QuotedText.Print(Message)}\n";

    /// <summary>The refusal that <paramref name="text"/> is, or null if it is none.</summary>
    /// <exception cref="DiagnosticException">It starts like one and goes on in another way.</exception>
    public static RefusalText? TryParse(string text, string place)
    {
        var cursor = new TextCursor(text, place);
        cursor.SkipByteOrderMark();
        if (!cursor.MoveToNextLine() || !cursor.TryTakeKeyword("bnn") || !cursor.TryTakeKeyword(Keyword))
            return null;
        cursor.TakeEndOfLine();
        if (!cursor.MoveToNextLine())
            throw cursor.Fault("found the end of the text; expected the reason of the refusal");
        string code = cursor.TakeName("the number of a diagnostic");
        if (!DiagnosticCatalog.All.Any(entry => entry.Code == code))
            throw cursor.Fault($"there is no diagnostic {code}");
        string path = QuotedText.Parse(cursor);
        int line = cursor.TakeInteger("a line"), column = cursor.TakeInteger("a column");
        return new(code, path, line, column, QuotedText.Parse(cursor));
    }
}
