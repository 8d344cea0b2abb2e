// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Cli.Models;
using Spectre.Console;

namespace BnnCompiler.Cli.Output;

/// <summary>What each layer of a network becomes, for people.</summary>
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
            $"\ntotal: {layers.Sum(l => l.Weights):N0} weights ({LayerReport.BytesFor(layers.Sum(l => l.Weights * l.BitsPerWeight)):N0} bytes), "
            + $"{layers.Sum(l => l.Operations):N0} operations,\n"
            + $"  {model.Plan.ConstantBytes:N0} bytes of constants, {model.Plan.ArenaBytes:N0} bytes of working memory\n"));
        foreach (var note in model.Log.Entries)
            Console.Out.Write(note + "\n");
    }

    private static string InputText(CompiledModel model) => model.Input.Scale is { } scale
        ? $"{model.Input.Type}, pixels scaled by {scale}"
        : model.Input.Type.Element == IR.ElementType.Float32
            ? $"{model.Input.Type} (for uint8 pixels give --input-scale, for example 1/255)"
            : model.Input.Type.ToString();
}
