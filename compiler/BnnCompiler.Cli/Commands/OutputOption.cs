// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace BnnCompiler.Cli.Commands;

/// <summary>The option <c>--output</c>: one spelling and one check in every command that writes.</summary>
internal static class OutputOption
{
    /// <summary>A file or folder that has to be given.</summary>
    public static Option<string> Required(string description, string placeholder) =>
        Checked(new Option<string>("--output", "-o") { Description = description, Required = true, HelpName = placeholder });

    /// <summary>A file or folder that may be given.</summary>
    public static Option<string?> Optional(string description, string placeholder) =>
        Checked(new Option<string?>("--output", "-o") { Description = description, HelpName = placeholder });

    private static Option<T> Checked<T>(Option<T> option)
    {
        // An empty path is what a shell makes of a variable that is not set; as a folder it would mean the current one.
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError("--output is empty; expected a path");
        });
        return option;
    }
}
