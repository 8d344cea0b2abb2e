// SPDX-License-Identifier: MIT
using System.Reflection;

namespace BnnCompiler.Training.Recipes;

/// <summary>The recipes that come with the trainer: the files of training/recipes.</summary>
internal static class RecipeCatalog
{
    private const string Prefix = "recipes.", Suffix = ".json";

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a recipe: that of a file, or of the one of this name.</summary>
    /// <exception cref="TrainingException">There is neither.</exception>
    public static string Read(string nameOrFile)
    {
        if (File.Exists(nameOrFile))
            return File.ReadAllText(nameOrFile);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + nameOrFile + Suffix)
            ?? throw new TrainingException($"found no recipe '{nameOrFile}', expected a file or one of {string.Join(", ", Names)}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What the comment at the top of a recipe says.</summary>
    public static string DescriptionOf(string text) => string.Join(' ', text.Split('\n')
        .TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal))
        .Select(line => line[2..].Trim()));
}
