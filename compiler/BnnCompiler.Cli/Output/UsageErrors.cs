// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Cli.Output;

/// <summary>Wrong arguments: the message and where to find help, not the whole help.</summary>
internal static class UsageErrors
{
    /// <summary>Prints what is wrong and returns the exit code.</summary>
    public static int Report(ParseResult result)
    {
        var command = result.CommandResult.Command;
        string name = command is RootCommand ? "bnnc" : "bnnc " + command.Name;

        // After a word that is not known, the parser complains about all that follow it.
        string[] messages = result.UnmatchedTokens.Count > 0
            ? [UnknownWord(result.UnmatchedTokens[0], command, name)]
            : [.. result.Errors.Select(Message)];
        foreach (string message in messages)
            DiagnosticPrinter.Print(DiagnosticCatalog.Arguments.At("", PrintableText.Escape(message)));
        Console.Error.WriteLine($"  try: {name} --help");
        return FrontDoor.UsersFault;
    }

    private static string UnknownWord(string word, Command command, string commandName)
    {
        var known = command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));
        string? nearest = NearestWord.To(word, known);
        return $"'{word}' is no command or option of {commandName}" + (nearest is null ? "" : $"; did you mean '{nearest}'?");
    }

    /// <summary>The parser lists the values of an option below each other, and does not always say which option it means.</summary>
    private static string Message(ParseError error)
    {
        string message = error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal);
        return error.SymbolResult is OptionResult { Option.Name: var option } && !message.Contains(option, StringComparison.Ordinal)
            ? $"{option}: {message}"
            : message;
    }
}
