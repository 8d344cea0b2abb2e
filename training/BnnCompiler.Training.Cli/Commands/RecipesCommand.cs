// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Training.Cli.Output;
using BnnCompiler.Training.Recipes;
using Spectre.Console;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary><c>bnn-train recipes [NAME]</c></summary>
internal static class RecipesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "Print this recipe, with all settings, to start a file of your own from.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("recipes", "Lists the recipes that come with the trainer, or prints one.") { name };
        command.SetAction(result =>
        {
            if (result.GetValue(name) is { } recipe)
                Console.Write(RecipeFile.Write(RecipeFile.Parse(RecipeCatalog.Read(recipe), recipe, new Dictionary<string, string>())));
            else
                List();
            return FrontDoor.Done;
        });
        return command;
    }

    private static void List()
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("recipe", "network", "data", "epochs", "what it is");
        foreach (string name in RecipeCatalog.Names)
        {
            string text = RecipeCatalog.Read(name);
            var recipe = RecipeFile.Parse(text, name, new Dictionary<string, string>());
            table.AddRow(
                [.. new[] { name, recipe.Network, recipe.Dataset, $"{recipe.Epochs}", RecipeCatalog.DescriptionOf(text) }.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }
}
