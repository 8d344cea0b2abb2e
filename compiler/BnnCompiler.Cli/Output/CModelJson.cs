// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Serialization;
using BnnCompiler.Cli.Models;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Output;

/// <summary>What a model costs on a small machine, for programs.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Cpu">The machine's name.</param>
/// <param name="ConstantBytes">Bytes of tables and windows: read-only data.</param>
/// <param name="CodeBytes">Bytes of machine code; left out where no compiler for the machine is there.</param>
/// <param name="ArenaBytes">Bytes of the caller's memory.</param>
/// <param name="StackBytes">Bytes of stack at most.</param>
/// <param name="Layers">What each layer costs, in order.</param>
internal sealed record CModelJson(
    string Name,
    string Cpu,
    int ConstantBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CodeBytes,
    int ArenaBytes,
    int StackBytes,
    IReadOnlyList<CLayerReport> Layers)
{
    /// <summary>One JSON object.</summary>
    public static string Of(CCode model, int? codeBytes) => JsonSerializer.Serialize(
        new CModelJson(
            model.Plan.Name,
            model.Options.Machine.Name,
            model.Footprint.ConstantBytes,
            codeBytes,
            model.Footprint.ArenaBytes,
            model.Footprint.StackBytes,
            CLayerReport.Of(model)),
        ReportJson.Default.CModelJson);
}
