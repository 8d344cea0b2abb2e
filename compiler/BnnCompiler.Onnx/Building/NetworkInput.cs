// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Reading;
using BnnCompiler.Ops;
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
        {
            string names = string.Join(", ", model.Inputs.Take(4).Select(input => $"'{PrintableText.Escape(input.Name)}'"));
            throw DiagnosticCatalog.UnsupportedOnnxInput.Error("", string.Create(CultureInfo.InvariantCulture,
                $"the model has {model.Inputs.Length} inputs{(names.Length == 0 ? "" : $" ({names})")}; exactly one is expected. Give the others values, as initializers, when exporting"));
        }

        var source = model.Inputs[0];
        string place = $"input '{PrintableText.Escape(source.Name)}'";
        var (shape, batch) = ShapeOf(source, place);
        if (batch != 1)
        {
            log.Report(DiagnosticCatalog.BatchCompiledAsOne.At(place, string.Create(CultureInfo.InvariantCulture,
                $"the model takes batches of {batch}; it is compiled for one example at a time, [{shape}]")));
        }

        string name = SafeName.Of(source.Name, "input");
        var origin = new Origin(source.Name);
        if (source.Element is not (DataType.Float or DataType.Uint8))
            throw DiagnosticCatalog.UnsupportedOnnxInput.Error(place, $"the input is of element type {source.Element}; Float or Uint8 is expected");
        if (source.Element == DataType.Uint8)
        {
            if (options.InputScale is not null)
                throw DiagnosticCatalog.InvalidInputScale.Error(place, "an input scale is given, but the model reads uint8 already; leave the scale out");
            var pixels = new Input(new(ElementType.UInt8, shape)).Named(name, origin);
            return new(source.Name, pixels, new(pixels, Meaning.Integer), batch);
        }

        if (options.InputScale is null)
        {
            var floats = new Input(new(ElementType.Float32, shape)).Named(name, origin);
            return new(source.Name, floats, new(floats), batch);
        }

        var scale = InputScale.Parse(options.InputScale);
        var input = new Input(new(ElementType.UInt8, shape), scale.Text).Named(name, origin);
        return new(source.Name, input, new(scale.Apply(input)), batch);
    }

    private static (Shape Shape, int Batch) ShapeOf(OnnxInput source, string place)
    {
        var dimensions = source.Dimensions;
        if (dimensions.Length == 0)
            throw DiagnosticCatalog.UnsupportedOnnxInput.Error(place, "the input is a single number; a tensor of features is expected");

        // A vector has no batch axis: its extent is the number of features.
        bool hasBatch = dimensions.Length > 1;
        var extents = new int[dimensions.Length];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            extents[axis] = axis == 0 && hasBatch ? 1 : dimensions[axis].Extent
                ?? throw DiagnosticCatalog.UnsupportedOnnxInput.Error(place, string.Create(CultureInfo.InvariantCulture,
                    $"extent {axis} of the input ('{PrintableText.Escape(dimensions[axis].Symbol)}') is left open; only the batch may be. Export the model with a fixed size"));
        }

        try
        {
            return (new([.. extents]), hasBatch ? dimensions[0].Extent ?? 1 : 1);
        }
        catch (InvalidOpException fault)
        {
            throw DiagnosticCatalog.UnsupportedOnnxInput.Error(place, fault.Message);
        }
    }
}
