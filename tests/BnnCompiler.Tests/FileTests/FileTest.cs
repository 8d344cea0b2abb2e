// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Tests.FileTests;

/// <summary>
/// A .bnn file that is input and expectation in one. The first line is the command, <c>; test pass=NAME</c>; behind the graph stands
/// either <c>; expect</c> and the expected text as comment lines, or <c>; error CODE</c> and a part of the expected message.
/// </summary>
internal sealed class FileTest
{
    private const string CommandPrefix = "; test ", ExpectMarker = "; expect", ErrorPrefix = "; error ", LinePrefix = ";   ";

    private readonly string[] _head;
    private readonly string[] _tail;

    /// <summary>Splits <paramref name="text"/> into command, graph and expectation.</summary>
    /// <exception cref="FormatException">The first line is not a command.</exception>
    public FileTest(string name, string text)
    {
        Name = name;
        Text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        string[] lines = Text.TrimEnd('\n').Split('\n');
        if (!lines[0].StartsWith(CommandPrefix, StringComparison.Ordinal))
            throw new FormatException($"{name}: the first line is '{lines[0]}'; expected '; test pass=NAME', '; test verify stage=STAGE', "
                + "'; test parse' or '; test roundtrip'.");
        Command = FileTestCommand.Parse(lines[0][CommandPrefix.Length..]);
        int end = Array.FindIndex(lines, line => line == ExpectMarker || line.StartsWith(ErrorPrefix, StringComparison.Ordinal));
        _head = end < 0 ? lines : lines[..end];
        _tail = end < 0 ? [] : lines[end..];
    }

    /// <summary>File name, for messages of the parser.</summary>
    public string Name { get; }

    /// <summary>The whole file; for the parser, command and expectation are comments.</summary>
    public string Text { get; }

    /// <summary>What the first line asks for.</summary>
    public FileTestCommand Command { get; }

    /// <summary>The graph as the file spells it, without comments.</summary>
    public string GraphText => Joined(_head.Where(line => !line.StartsWith(';') && line.Length > 0));

    /// <summary>Null if <paramref name="outcome"/> is what the file expects; else what differs.</summary>
    public string? Mismatch(FileTestOutcome outcome)
    {
        if (_tail.Length == 0)
            return "there is no expectation. Run the test with BNN_BLESS=1 to write what was found into the file.";
        if (_tail[0] == ExpectMarker)
        {
            string found = outcome.Fault is { } fault ? fault + "\n" : outcome.Text;
            return Expectations.FirstDifference(Joined(_tail.Skip(1).Select(Uncommented)), found);
        }

        string[] words = _tail[0][ErrorPrefix.Length..].Split(' ', 2);
        string part = words.Length == 2 ? words[1] : "";
        if (outcome.Fault is { } error && error.Code == words[0] && error.Message.Contains(part, StringComparison.Ordinal))
            return null;
        return $"\n  expected: an error {words[0]} whose message contains '{part}'\n  found:    {outcome.Fault?.ToString() ?? "no error"}";
    }

    /// <summary>The text of the file with <paramref name="outcome"/> as its expectation.</summary>
    public string WithExpectation(FileTestOutcome outcome) =>
        Joined(_head.Concat(outcome.Fault is { } fault
            ? [ErrorPrefix + fault.Code + " " + fault.Message]
            : outcome.Text.TrimEnd('\n').Split('\n').Select(line => (LinePrefix + line).TrimEnd()).Prepend(ExpectMarker)));

    private static string Uncommented(string line) =>
        line.StartsWith(LinePrefix, StringComparison.Ordinal) ? line[LinePrefix.Length..] : line.TrimStart(';', ' ');

    private static string Joined(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (string line in lines)
            text.Append(line).Append('\n');
        return text.ToString();
    }
}

/// <summary>What a test found: a text, or the diagnostic that stopped it.</summary>
/// <param name="Text">Lines; empty where there is a fault.</param>
/// <param name="Fault">The diagnostic.</param>
internal sealed record FileTestOutcome(string Text, Diagnostic? Fault = null);
