// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Reading;
using BnnCompiler.Ops;
using BnnCompiler.Text;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Building;

/// <summary>The one tensor that the caller of the network hands in.</summary>
/// <param name="SourceName">Its name in the file.</param>
/// <param name="Op">The input of the graph.</param>
/// <param name="Value">What the nodes of the file read.</param>
/// <param name="Batch">The extent of its first axis in the file; 1 if it is left open.</param>
internal sealed record NetworkInput(string SourceName, Op Op, TensorValue Value, int Batch)
{
    /// <summary>The input of <paramref name="model"/>, with the batch compiled as 1.</summary>
    public static NetworkInput Of(OnnxModel model, ImportOptions options, DiagnosticLog log)
    {
        if (model.Inputs.Length != 1)
            throw NotOne(model.Inputs);
        var source = model.Inputs[0];
        string place = $"input '{PrintableText.Escape(source.Name)}'";
        var (shape, batch) = ShapeOf(source, place);
        if (batch != 1)
        {
            log.Report(DiagnosticCatalog.BatchCompiledAsOne.At(
                place, $"the model takes batches of {NumberText.Of(batch)}; it is compiled for one example at a time, [{shape}]"));
        }

        return source.Element switch
        {
            DataType.Float when options.InputScale is { } scale => Scaled(InputScale.Parse(scale)),
            DataType.Float => Plain(ElementType.Float32, Meaning.Number),
            DataType.Uint8 when options.InputScale is null => Plain(ElementType.UInt8, Meaning.Integer),
            DataType.Uint8 => throw DiagnosticCatalog.InvalidInputScale.Error(
                place, "an input scale is given, but the model reads uint8 already; leave the scale out"),
            _ => throw Refused(place, $"the input is of element type {source.Element}; Float or Uint8 is expected"),
        };

        NetworkInput Plain(ElementType element, Meaning meaning)
        {
            string? scale = element == ElementType.UInt8 && model.InputScale is { } noted ? InputScale.Parse(noted).Text : null;
            var input = Named(new(new(element, shape), scale));
            return new(source.Name, input, new(input, meaning), batch);
        }

        NetworkInput Scaled(InputScale scale)
        {
            var input = Named(new(new(ElementType.UInt8, shape), scale.Text));
            return new(source.Name, input, new(scale.Apply(input)), batch);
        }

        Op Named(Input input)
        {
            var label = source.Written ?? new(SafeName.Of(source.Name, "input"), new(source.Name));
            return input.Named(label.Name, label.Origin);
        }
    }

    private static (Shape Shape, int Batch) ShapeOf(OnnxInput source, string place)
    {
        var dimensions = source.Dimensions;
        if (dimensions.Length == 0)
            throw Refused(place, "the input is a single number; a tensor of features is expected");

        // A vector has no batch axis: its extent is the number of features.
        bool hasBatch = dimensions.Length > 1;
        int[] extents = new int[dimensions.Length];
        for (int axis = 0; axis < extents.Length; axis++)
            extents[axis] = axis == 0 && hasBatch ? 1 : dimensions[axis].Extent ?? throw LeftOpen(axis, dimensions[axis].Symbol, place);

        try
        {
            return (new([.. extents]), hasBatch ? dimensions[0].Extent ?? 1 : 1);
        }
        catch (InvalidOpException fault)
        {
            throw Refused(place, fault.Message);
        }
    }

    private static DiagnosticException NotOne(ImmutableArray<OnnxInput> inputs)
    {
        string names = string.Join(", ", inputs.Take(4).Select(input => $"'{PrintableText.Escape(input.Name)}'"));
        string found = inputs.Length == 0 ? "no input" : $"{NumberText.Of(inputs.Length)} inputs ({names})";
        return Refused("", $"the model has {found}; exactly one is expected. Give the others values, as initializers, when exporting");
    }

    private static DiagnosticException LeftOpen(int axis, string symbol, string place) => Refused(
        place, $"extent {NumberText.Of(axis)} of the input ('{PrintableText.Escape(symbol)}') is left open; only the batch may be. "
        + "Export the model with a fixed size");

    private static DiagnosticException Refused(string place, string message) =>
        DiagnosticCatalog.UnsupportedOnnxInput.Error(place, message);
}
