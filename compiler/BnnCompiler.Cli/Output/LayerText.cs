// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using System.Text.Json;
using BnnCompiler.Cli.Models;
using Spectre.Console;

namespace BnnCompiler.Cli.Output;

/// <summary>What each layer of a network becomes, for people and for programs.</summary>
internal static class LayerText
{
    private const int NarrowestWidth = 80;
    private const int RedirectedWidth = 120;

    /// <summary>Prints a row of figures for each layer, the sums, and the notes.</summary>
    public static void PrintTable(CompiledModel model)
    {
        var layers = LayerReport.Of(model);
        int width = Console.IsOutputRedirected ? RedirectedWidth : Math.Max(AnsiConsole.Profile.Width, NarrowestWidth);
        Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{model.Imported.Name}: {InputText(model)} -> {model.ClassCount} scores\n\n"));
        Console.Out.Write(LayerList.Text(layers, width));
        Console.Out.Write(string.Create(CultureInfo.InvariantCulture,
            $"\ntotal: {layers.Sum(l => l.Weights):N0} weights ({LayerReport.BytesFor(layers.Sum(l => l.Weights * l.BitsPerWeight)):N0} bytes), {layers.Sum(l => l.Operations):N0} operations,\n  {model.Plan.ConstantBytes:N0} bytes of constants, {model.Plan.ArenaBytes:N0} bytes of working memory\n"));
        foreach (var note in model.Log.Entries)
            Console.Out.Write(note + "\n");
    }

    private static string InputText(CompiledModel model) => model.Input.Scale is { } scale
        ? $"{model.Input.Type}, pixels scaled by {scale}"
        : model.Input.Type.Element == IR.ElementType.Float32
            ? $"{model.Input.Type} (for uint8 pixels give --input-scale, for example 1/255)"
            : model.Input.Type.ToString();

    /// <summary>Prints one JSON object.</summary>
    public static void PrintJson(CompiledModel model)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", model.Imported.Name);
            json.WriteString("input", model.Input.Type.ToString());
            json.WriteString("inputScale", model.Input.Scale);
            json.WriteNumber("classes", model.ClassCount);
            json.WriteNumber("constantBytes", model.Plan.ConstantBytes);
            json.WriteNumber("arenaBytes", model.Plan.ArenaBytes);
            json.WriteStartArray("layers");
            foreach (var layer in LayerReport.Of(model))
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteString("kernel", layer.Kernel);
                json.WriteString("output", layer.Output);
                json.WriteNumber("fanIn", layer.FanIn);
                json.WriteNumber("weights", layer.Weights);
                json.WriteNumber("bitsPerWeight", layer.BitsPerWeight);
                json.WriteNumber("operations", layer.Operations);
                json.WriteNumber("constantBytes", layer.ConstantBytes);
                if (layer.Repeated is { } repeated)
                {
                    json.WriteNumber("kernels", repeated.Kernels);
                    json.WriteNumber("distinctKernels", repeated.DistinctKernels);
                    json.WriteNumber("filters", repeated.Filters);
                    json.WriteNumber("distinctFilters", repeated.DistinctFilters);
                }

                json.WriteString("reason", layer.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (var note in model.Log.Entries)
            {
                json.WriteStartObject();
                json.WriteString("code", note.Code);
                json.WriteString("place", note.Place);
                json.WriteString("message", note.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
