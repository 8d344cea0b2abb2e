// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using System.Text.Json;
using BnnCompiler.Cli.Models;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Output;

/// <summary>What each layer costs on a small machine, for people and for programs.</summary>
internal static class CLayerText
{
    private static readonly string[] Titles = ["layer", "flash", "ram", "stack", "operations", "time", "kernel"];

    /// <summary>A row for each layer, and the sums.</summary>
    public static string Table(CCode model, int? codeBytes)
    {
        var layers = CLayerReport.Of(model);
        string[][] rows = [Titles, .. layers.Select(layer => new[]
        {
            layer.Name, Number(layer.ConstantBytes), Number(layer.RamBytes), Number(layer.StackBytes), Number(layer.Operations), layer.HasConstantTime ? "constant" : "by input", layer.Kernel,
        })];
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{model.Plan.Name} on {model.Options.Machine.Name}: {model.Options.Machine.Summary}\n\n"));
        foreach (string[] row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => column is 0 or 5 or 6 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        return text.Append('\n').Append(CFootprintText.Of(model, codeBytes)).Append('\n').ToString();
    }

    /// <summary>One JSON object.</summary>
    public static string Json(CCode model, int? codeBytes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", model.Plan.Name);
            json.WriteString("cpu", model.Options.Machine.Name);
            json.WriteNumber("constantBytes", model.Footprint.ConstantBytes);
            if (codeBytes is { } code)
                json.WriteNumber("codeBytes", code);
            json.WriteNumber("arenaBytes", model.Footprint.ArenaBytes);
            json.WriteNumber("stackBytes", model.Footprint.StackBytes);
            json.WriteStartArray("layers");
            foreach (var layer in CLayerReport.Of(model))
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteString("kernel", layer.Kernel);
                json.WriteNumber("constantBytes", layer.ConstantBytes);
                json.WriteNumber("ramBytes", layer.RamBytes);
                json.WriteNumber("stackBytes", layer.StackBytes);
                json.WriteNumber("operations", layer.Operations);
                json.WriteBoolean("constantTime", layer.HasConstantTime);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
