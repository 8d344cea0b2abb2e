// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Cli.Output;

/// <summary>Wrong arguments: the message and where to find help, not the whole help.</summary>
internal static class UsageErrors
{
    /// <summary>Prints what is wrong and returns the exit code.</summary>
    public static int Report(ParseResult result)
    {
        foreach (var error in result.Errors)
            DiagnosticPrinter.Print(DiagnosticCatalog.Arguments.At("", PrintableText.Escape(OnOneLine(error.Message))));
        string command = result.CommandResult.Command is RootCommand ? "bnnc" : "bnnc " + result.CommandResult.Command.Name;
        Console.Error.WriteLine($"  try: {command} --help");
        return FrontDoor.UsersFault;
    }

    /// <summary>The parser lists the values of an option below each other.</summary>
    private static string OnOneLine(string message) => message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal);
}
