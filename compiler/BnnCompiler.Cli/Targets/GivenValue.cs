// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnnCompiler.Cli.Targets;

/// <summary>
/// What was typed, for validators of commands: they run before the parser has counted values, and asking it for one that is missing throws.
/// </summary>
internal static class GivenValue
{
    /// <summary>The value of an option, if it was one: any other number of them is refused by the parser itself.</summary>
    public static string? Given(this SymbolResult result, Option option) => result.GetResult(option) is { Tokens: [var token] } ? token.Value : null;

    /// <summary>The same; <paramref name="otherwise"/>, the default of the option, if it was not typed at all.</summary>
    public static string? GivenOr(this SymbolResult result, Option option, string otherwise) =>
        result.GetResult(option) is null or { Implicit: true } ? otherwise : result.Given(option);
}
