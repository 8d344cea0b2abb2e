// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Targets;

/// <summary>An option that takes a C identifier.</summary>
internal static class NameOption
{
    private const int MostCharacters = 100;

    /// <summary>The option.</summary>
    public static Option<string?> Create(string option, string description)
    {
        var name = new Option<string?>(option) { Description = description, HelpName = "NAME" };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { } value)
                return;
            if (value.Length > MostCharacters)
            {
                result.AddError(
                    string.Create(CultureInfo.InvariantCulture, $"{option} has {value.Length} characters; expected at most {MostCharacters}"));
            }
            else if (!IsName(value))
                result.AddError($"{option} is '{value}'; expected letters a to z, digits and _, not starting with a digit");
            else if (!CNames.IsFree(value))
                result.AddError($"{option} is '{value}', which C or the generated code uses itself; expected another name");
        });
        return name;
    }

    /// <summary>Whether C functions can start with it.</summary>
    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
