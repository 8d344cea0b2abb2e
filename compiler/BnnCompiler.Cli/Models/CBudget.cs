// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Diagnostics;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Models;

/// <summary>The most bytes that a network may take on its board; null where nothing is said.</summary>
internal sealed record CBudget(int? Flash, int? Ram, int? Stack)
{
    /// <summary>Refuses a network that takes more.</summary>
    /// <param name="model">The network.</param>
    /// <param name="codeBytes">Bytes of its code, as measured by compiling it; null if there is no compiler for its machine.</param>
    /// <exception cref="DiagnosticException">It does.</exception>
    public void Check(CCode model, int? codeBytes)
    {
        var footprint = model.Footprint;
        Check(Flash, "flash", footprint.ConstantBytes + (codeBytes ?? 0), model, layer => layer.ConstantBytes,
            codeBytes is null
                ? " of flash for constants, without code"
                : string.Create(CultureInfo.InvariantCulture, $" of flash, {codeBytes:N0} of them code"));
        Check(Ram, "ram", footprint.ArenaBytes, model, layer => layer.RamBytes, " of working memory");
        Check(Stack, "stack", footprint.StackBytes, model, layer => layer.StackBytes, " of stack");
    }

    private static void Check(int? most, string name, int found, CCode model, Func<CLayerReport, int> share, string what)
    {
        if (most is not { } limit || found <= limit)
            return;
        var costs = CLayerReport.Of(model).Where(layer => share(layer) > 0).OrderByDescending(share).Select(
            layer => string.Create(CultureInfo.InvariantCulture, $"{layer.Name} {share(layer):N0}"));
        string bytes = string.Create(CultureInfo.InvariantCulture, $"found {found:N0} bytes{what}; expected at most {limit:N0} (--max-{name})");
        throw DiagnosticCatalog.OverBudget.Error("",
            $"{bytes}. By layer: {string.Join(", ", costs)}. Train a network with fewer filters or neurons there, or choose a larger part");
    }
}
