// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;

namespace BenchmarkModels;

/// <summary>What the command lines of benchmarks have in common.</summary>
internal static class BenchmarkCommand
{
    private const int WrongArguments = 2;

    /// <summary>Runs a command; what is wrong with its arguments is printed above its help.</summary>
    /// <returns>The command's exit code; 2 for wrong arguments.</returns>
    public static int Run(RootCommand command, string[] args)
    {
        var result = command.Parse(args);
        int code = result.Invoke(new() { EnableDefaultExceptionHandler = false });
        return result.Errors.Count > 0 ? WrongArguments : code;
    }

    /// <summary>An option that says how often something is done.</summary>
    public static Option<int> Count(string name, int usual, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string text = result.Tokens is [var token] ? token.Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0)
                return count;
            result.AddError($"{name} is '{text}'; expected a whole number from 1 on");
            return usual;
        },
    };
}
