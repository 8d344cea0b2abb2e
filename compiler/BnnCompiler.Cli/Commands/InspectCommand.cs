// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using Spectre.Console;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc inspect MODEL</c></summary>
internal static class InspectCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("inspect", "Shows what a model becomes: per layer the kernel and why, weights, operations, memory.") { json };
        var model = new ModelArguments(command);
        command.SetAction(result =>
        {
            var compiled = CompiledModel.Load(model.Parse(result));
            LayerReport[] layers = [.. compiled.Plan.Steps.Select(LayerReport.Of)];
            if (result.GetValue(json))
                PrintJson(compiled, layers);
            else
                PrintTable(compiled, layers);
            return FrontDoor.Done;
        });
        return command;
    }

    private static void PrintTable(CompiledModel model, LayerReport[] layers)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string title in (string[])["layer", "kernel", "result", "fan-in", "weights", "operations", "bytes", "why"])
            table.AddColumn(title);
        foreach (int column in (int[])[3, 4, 5, 6])
            table.Columns[column].RightAligned();
        foreach (var layer in layers)
            table.AddRow([.. Cells(layer).Select(cell => new Spectre.Console.Text(cell))]);

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Console.IsOutputRedirected ? 200 : 80);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Imported.Name}: {InputText(model)} -> {model.ClassCount} scores"));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"total: {layers.Sum(l => l.WeightBits):N0} weights, {layers.Sum(l => l.Operations):N0} operations, {model.Plan.ConstantBytes:N0} bytes of constants, {model.Plan.ArenaBytes:N0} bytes of working memory"));
        foreach (var note in model.Log.Entries)
            AnsiConsole.WriteLine(note.ToString());
    }

    private static string InputText(CompiledModel model) => model.Input.Scale is { } scale
        ? $"{model.Input.Type}, pixels scaled by {scale}"
        : model.Input.Type.Element == IR.ElementType.Float32
            ? $"{model.Input.Type} (for uint8 pixels give --input-scale, for example 1/255)"
            : model.Input.Type.ToString();

    private static string[] Cells(LayerReport layer) =>
    [
        layer.Name, layer.Kernel, layer.Output, Number(layer.FanIn), Number(layer.WeightBits), Number(layer.Operations), Number(layer.ConstantBytes), layer.Reason,
    ];

    private static string Number(long value) => value == 0 ? "" : value.ToString("N0", CultureInfo.InvariantCulture);

    private static void PrintJson(CompiledModel model, LayerReport[] layers)
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
            foreach (var layer in layers)
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteString("kernel", layer.Kernel);
                json.WriteString("output", layer.Output);
                json.WriteNumber("fanIn", layer.FanIn);
                json.WriteNumber("weights", layer.WeightBits);
                json.WriteNumber("operations", layer.Operations);
                json.WriteNumber("constantBytes", layer.ConstantBytes);
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
