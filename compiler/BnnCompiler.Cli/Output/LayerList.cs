// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using BnnCompiler.Cli.Models;

namespace BnnCompiler.Cli.Output;

/// <summary>The layers of a plan for people: a row of figures for each, and below it the kernel and why. It fits a terminal of 80 columns.</summary>
internal static class LayerList
{
    private const string Gap = "  ";

    private static readonly string[] Titles = ["layer", "result", "fan-in", "weights", "operations", "const bytes"];

    /// <summary>The lines.</summary>
    public static string Text(IReadOnlyList<LayerReport> layers, int width)
    {
        string[][] rows = [Titles, .. layers.Select(Figures)];
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        for (int i = 0; i < rows.Length; i++)
        {
            // Names to the left, numbers to the right.
            var cells = rows[i].Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
            if (i > 0)
                text.Append(Wrapped($"{layers[i - 1].Kernel}{Stored(layers[i - 1])}: {layers[i - 1].Reason}{Repeated(layers[i - 1])}", width));
        }

        return text.ToString();
    }

    private static string[] Figures(LayerReport layer) =>
        [layer.Name, layer.Output, Number(layer.FanIn), Number(layer.Weights), Number(layer.Operations), Number(layer.ConstantBytes)];

    /// <summary>How much room the weights of a layer need, which the column of constants adds padding and limits to.</summary>
    private static string Stored(LayerReport layer) => layer.Weights == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $", weights of {layer.Weights * layer.BitsPerWeight:N0} bits ({layer.WeightBytes:N0} bytes)");

    /// <summary>How much a layer repeats itself; an inverse counts as the same.</summary>
    private static string Repeated(LayerReport layer) => layer.Repeated is not { } repeated ? ""
        : (repeated.Kernels == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; {repeated.DistinctKernels:N0} of {repeated.Kernels:N0} kernels distinct"))
            + string.Create(CultureInfo.InvariantCulture, $"; {repeated.DistinctFilters:N0} of {repeated.Filters:N0} filters distinct");

    private static string Number(long value) => value == 0 ? "" : value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Indented lines of whole words.</summary>
    private static string Wrapped(string sentence, int width)
    {
        var text = new StringBuilder();
        string line = Gap;
        foreach (string word in sentence.Split(' '))
        {
            if (line.Length + 1 + word.Length > width && line != Gap)
            {
                text.Append(line).Append('\n');
                line = Gap;
            }

            line += line == Gap ? word : " " + word;
        }

        return text.Append(line).Append('\n').ToString();
    }
}
