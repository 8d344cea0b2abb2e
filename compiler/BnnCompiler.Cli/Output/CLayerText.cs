// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using BnnCompiler.Cli.Models;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Output;

/// <summary>What each layer costs on a small machine, for people.</summary>
internal static class CLayerText
{
    private static readonly string[] Titles = ["layer", "flash", "ram", "stack", "operations", "time", "kernel"];

    /// <summary>A row for each layer, and the sums.</summary>
    public static string Table(CCode model, int? codeBytes)
    {
        var layers = CLayerReport.Of(model);
        string[][] rows = [Titles, .. layers.Select(layer => new[]
        {
            layer.Name, Number(layer.ConstantBytes), Number(layer.RamBytes), Number(layer.StackBytes), Number(layer.Operations),
            layer.HasConstantTime ? "constant" : "by input", layer.Kernel,
        })];
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"{model.Plan.Name} on {model.Options.Machine.Name}: {model.Options.Machine.Summary}\n\n"));
        foreach (string[] row in rows)
        {
            var cells = row.Select((cell, column) => column is 0 or 5 or 6 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.Append('\n').Append(CFootprintText.Of(model, codeBytes)).Append('\n').ToString();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
