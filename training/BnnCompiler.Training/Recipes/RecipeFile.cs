// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BnnCompiler.Training.Recipes;

/// <summary>Recipes as JSON: an object with the settings' names in kebab-case, comments allowed; what is not there has its default.</summary>
internal static class RecipeFile
{
    private static readonly JsonNamingPolicy Naming = JsonNamingPolicy.KebabCaseLower;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = Naming,
        Converters = { new JsonStringEnumConverter(Naming, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Document = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>All settings, in the order of the record.</summary>
    public static IReadOnlyList<RecipeSetting> Settings { get; } =
    [
        .. from property in typeof(Recipe).GetProperties()
           let description = property.GetCustomAttribute<DescriptionAttribute>()
           where description is not null
           select new RecipeSetting(Naming.ConvertName(property.Name), property, description.Description),
    ];

    /// <summary>Reads a recipe, with some settings replaced by what the command line says.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="overrides">Values as text, by the settings' names.</param>
    /// <exception cref="TrainingException">It is no recipe.</exception>
    public static Recipe Parse(string text, string name, IReadOnlyDictionary<string, string> overrides)
    {
        try
        {
            var settings = JsonNode.Parse(text, documentOptions: Document) as JsonObject
                ?? throw new TrainingException($"{name}: found no JSON object, expected {{ \"network\": ..., \"dataset\": ... }}");
            foreach (var (setting, value) in overrides)
                settings[setting] = Settings.First(known => known.Name == setting).ToJson(value);
            RequireNames(settings, name);
            return settings.Deserialize<Recipe>(Options)!.Checked(name);
        }
        catch (JsonException fault)
        {
            throw new TrainingException($"{name}: {Explained(fault)}");
        }
    }

    /// <summary>All settings of a recipe, the defaults too, so that the file means the same for ever.</summary>
    public static string Write(Recipe recipe) => JsonSerializer.Serialize(recipe, Options) + "\n";

    private static string Explained(JsonException fault)
    {
        string setting = fault.Path is { Length: > 2 } path ? path[2..].Trim('[', ']', '\'') : "";
        var known = Settings.FirstOrDefault(known => known.Name == setting);
        return known is null
            ? $"found no JSON: {fault.Message.Split(" Path:")[0]}"
            : $"'{setting}' has no value that fits; expected {known.Expected}";
    }

    private static void RequireNames(JsonObject settings, string name)
    {
        foreach (var (setting, _) in settings)
        {
            if (Settings.All(known => known.Name != setting))
            {
                throw new TrainingException(
                    $"{name}: found '{setting}', expected settings of: {string.Join(", ", Settings.Select(known => known.Name))}");
            }
        }

        foreach (string required in (string[])["network", "dataset"])
        {
            if (!settings.ContainsKey(required))
                throw new TrainingException($"{name}: found no '{required}', expected a text; 'bnn-train recipes' has examples");
        }
    }
}
