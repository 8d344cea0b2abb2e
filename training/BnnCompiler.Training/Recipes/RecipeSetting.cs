// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BnnCompiler.Training.Recipes;

/// <summary>A setting of a recipe.</summary>
/// <param name="Name">In kebab-case, as in files and on the command line.</param>
/// <param name="Property">What holds it.</param>
/// <param name="Description">A sentence for people.</param>
internal sealed record RecipeSetting(string Name, PropertyInfo Property, string Description)
{
    /// <summary>What it takes, for people.</summary>
    public string Expected => Property.PropertyType switch
    {
        { IsEnum: true } kind => string.Join(" | ", Enum.GetNames(kind).Select(member => NameOf(kind, member))),
        var type when type == typeof(bool) => "true | false",
        var type when type == typeof(string) => "a text",
        var type when type == typeof(float) || type == typeof(double) => "a number",
        _ => "an integer",
    };

    /// <summary>The same in a word, for a line of help.</summary>
    public string Placeholder => Expected switch
    {
        "a text" => "text",
        "a number" => "number",
        "an integer" => "n",
        var choices => choices.Replace(" ", "", StringComparison.Ordinal),
    };

    /// <summary>The setting of a recipe, as text.</summary>
    public string Of(Recipe recipe) => Property.GetValue(recipe) switch
    {
        Enum value => NameOf(value.GetType(), value.ToString()),
        bool value => value ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value?.ToString() ?? "",
    };

    // As the serializer says it: a name that no identifier can be stands in an attribute.
    private static string NameOf(Type kind, string member) =>
        kind.GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(member);

    /// <summary>A value of the command line as it would stand in a file.</summary>
    /// <exception cref="TrainingException">It is of another kind.</exception>
    public JsonNode ToJson(string value)
    {
        if (Property.PropertyType.IsEnum || Property.PropertyType == typeof(string))
            return JsonValue.Create(value);
        if (Property.PropertyType == typeof(bool) && bool.TryParse(value, out bool truth))
            return JsonValue.Create(truth);
        if (Expected == "an integer" && ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong integer))
            return JsonValue.Create(integer);
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            && Property.PropertyType != typeof(bool))
        {
            return JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture))!;
        }

        throw new TrainingException($"--{Name}: found '{value}', expected {Expected}");
    }
}
