// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Serialization;
using BnnCompiler.Cli.Models;

namespace BnnCompiler.Cli.Output;

/// <summary>What a model becomes, for programs.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Input">Type and shape of what it takes.</param>
/// <param name="InputScale">What it multiplies pixels by, as the user wrote it; null if by nothing.</param>
/// <param name="Classes">Number of scores.</param>
/// <param name="ConstantBytes">Bytes of weights and limits, padding included.</param>
/// <param name="ArenaBytes">Bytes of working memory.</param>
/// <param name="Layers">Its kernel calls, in order.</param>
/// <param name="Notes">What the compiler has to say about it.</param>
internal sealed record ModelJson(
    string Name,
    string Input,
    string? InputScale,
    int Classes,
    int ConstantBytes,
    int ArenaBytes,
    IReadOnlyList<LayerJson> Layers,
    IReadOnlyList<NoteJson> Notes)
{
    /// <summary>One JSON object.</summary>
    public static string Of(CompiledModel model, LayerReport[] layers) => JsonSerializer.Serialize(
        new ModelJson(
            model.Imported.Name,
            model.Input.Type.ToString(),
            model.Input.Scale,
            model.ClassCount,
            model.Plan.ConstantBytes,
            model.Plan.ArenaBytes,
            [.. layers.Select(LayerJson.Of)],
            [.. model.Log.Entries.Select(note => new NoteJson(note.Code, note.Place, note.Message))]),
        ReportJson.Default.ModelJson);
}

/// <summary>A <see cref="LayerReport"/>; its counts of distinct kernels and filters are left out where there are no binary weights.</summary>
internal sealed record LayerJson(
    string Name,
    string Kernel,
    string Output,
    int FanIn,
    long Weights,
    int BitsPerWeight,
    long Operations,
    int ConstantBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Kernels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? DistinctKernels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Filters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? DistinctFilters,
    string Reason)
{
    /// <summary>The object of a report.</summary>
    public static LayerJson Of(LayerReport layer) => new(
        layer.Name,
        layer.Kernel,
        layer.Output,
        layer.FanIn,
        layer.Weights,
        layer.BitsPerWeight,
        layer.Operations,
        layer.ConstantBytes,
        layer.Repeated?.Kernels,
        layer.Repeated?.DistinctKernels,
        layer.Repeated?.Filters,
        layer.Repeated?.DistinctFilters,
        layer.Reason);
}

/// <summary>A diagnostic that refuses nothing.</summary>
internal sealed record NoteJson(string Code, string Place, string Message);
