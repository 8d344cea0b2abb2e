// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Training.Recipes;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary>An option for every setting of a recipe.</summary>
internal sealed class RecipeOptions
{
    private readonly IReadOnlyList<(RecipeSetting Setting, Option<string?> Option)> _options;

    /// <summary>Adds the options to a command.</summary>
    public RecipeOptions(Command command)
    {
        _options = [.. RecipeFile.Settings.Select(setting => (setting, new Option<string?>($"--{setting.Name}")
        {
            Description = setting.Description,
            HelpName = setting.Placeholder,
        }))];
        foreach (var (_, option) in _options)
            command.Options.Add(option);
    }

    /// <summary>What the user set.</summary>
    public IReadOnlyDictionary<string, string> Parse(ParseResult result) => _options
        .Select(each => (each.Setting.Name, Value: result.GetValue(each.Option)))
        .Where(each => each.Value is not null)
        .ToDictionary(each => each.Name, each => each.Value!, StringComparer.Ordinal);
}
