// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Writing;

/// <summary>Every op in ONNX's words, chosen so that the importer reads the same op.</summary>
internal sealed class GraphSpelling
{
    private readonly Graph _graph;
    private readonly ModelWriter _writer;
    private readonly TensorViews _views;
    private readonly PointwiseSpelling _pointwise;
    private readonly CodeSpelling _codes;
    private readonly ImageSpelling _images;
    private readonly WeightSpelling _weights;

    private GraphSpelling(Graph graph, OnnxDialect dialect)
    {
        _graph = graph;
        _writer = new(graph);
        _views = new(_writer);
        _pointwise = new(_writer, _views, dialect);
        _codes = new(_writer, _views, dialect);
        _weights = new(_writer, dialect);
        _images = new(_writer, _views, _weights, AbsorbedOps.Of(graph));
    }

    /// <summary>The file.</summary>
    public static byte[] Spell(Graph graph, OnnxDialect dialect)
    {
        var spelling = new GraphSpelling(graph, dialect);
        foreach (var op in graph.Ops)
            spelling.Spell(op);
        spelling.AddOutputs();
        return spelling._writer.ToBytes();
    }

    private void Spell(Op op)
    {
        switch (op)
        {
            case Constant:
                break;
            case Input input:
                Add(input);
                break;
            case Reshape reshape:
                Add(reshape);
                break;
            case Transpose transpose:
                Add(transpose);
                break;
            case Dense dense:
                _views.Set(dense, View.Plain, _writer.Node("Gemm", dense, "",
                    [_views.Get(dense.Input, View.Plain), _weights.OfRows(dense.Weights)], Attributes.Of("transB", 1)));
                break;
            case Quantize or ToFloat { Input: Quantize } when _codes.TryAdd(op):
                break;
            case ToFloat { Input.Type.Element: ElementType.UInt8 } pixels:
                _views.Set(pixels, View.Plain, _writer.Node("Cast", pixels, "",
                    [_views.Get(pixels.Input, View.Plain)], Attributes.Of("to", (long)DataType.Float)));
                break;
            default:
                if (!_images.TryAdd(op) && !_pointwise.TryAdd(op))
                    throw NoSpelling(op);
                break;
        }
    }

    private void Add(Input input)
    {
        var type = input.Type;
        if (type.Element is not (ElementType.Float32 or ElementType.UInt8) || (type.Shape.Rank > 1 && type.Shape[0] != 1))
        {
            throw DiagnosticCatalog.NotExpressibleInOnnx.Error(input.Origin,
                $"the input is {type}; float32 or uint8 with a first extent of 1, ONNX's batch, is expected");
        }

        if (input.Scale is { } scale)
            _writer.Note(OpLabel.InputScaleKey, scale);
        _views.Set(input, View.Plain, _writer.Input(input));
    }

    // What moves between the layouts by a reshape, because only axes of extent 1 change places, is seen as the transpose that it is.
    private void Add(Reshape reshape)
    {
        var x = reshape.Input;
        int rank = x.Type.Shape.Rank;
        if (rank >= 3 && _views.Has(x, View.ChannelsFirst) && Moves(x, reshape, TensorViews.ToFirst(rank)))
        {
            _views.Set(reshape, View.Plain, _views.Get(x, View.ChannelsFirst));
            return;
        }

        if (rank >= 3 && _views.Has(x, View.Plain) && Moves(x, reshape, TensorViews.ToLast(rank)))
        {
            _views.Set(reshape, View.ChannelsFirst, _views.Get(x, View.Plain));
            return;
        }

        string shape = _writer.Integers(reshape, "/shape", reshape.Type.Shape);
        if (!_views.Has(x, View.Plain) && _views.Has(x, View.ChannelsFirst) && Transpose.KeepsElements(x.Type.Shape, TensorViews.ToFirst(rank)))
        {
            _views.Set(reshape, View.Plain, _writer.Node("Reshape", reshape, "", [_views.Get(x, View.ChannelsFirst), shape]));
            return;
        }

        var view = Native(x);
        _views.Set(reshape, view, _writer.Node("Reshape", reshape, "", [_views.Get(x, view), shape]));
    }

    private void Add(Transpose transpose)
    {
        var x = transpose.Input;
        int rank = transpose.Order.Length;
        if (rank >= 3 && !_views.Has(x, View.Truth) && transpose.Order.SequenceEqual(TensorViews.ToLast(rank)))
        {
            _views.Set(transpose, View.ChannelsFirst, _views.Get(x, View.Plain));
            return;
        }

        if (rank >= 3 && _views.Has(x, View.ChannelsFirst) && transpose.Order.SequenceEqual(TensorViews.ToFirst(rank)))
        {
            _views.Set(transpose, View.Plain, _views.Get(x, View.ChannelsFirst));
            return;
        }

        var view = Native(x);
        _views.Set(transpose, view, _writer.Node("Transpose", transpose, "", [_views.Get(x, view)], Attributes.Of("perm", transpose.Order)));
    }

    private View Native(Op x) => _views.Has(x, View.Truth) && !_views.Has(x, View.Plain) ? View.Truth : View.Plain;

    private static bool Moves(Op x, Op reshape, IReadOnlyCollection<int> order) =>
        reshape.Type.Shape.SequenceEqual(order.Select(axis => x.Type.Shape[axis])) && Transpose.KeepsElements(x.Type.Shape, [.. order]);

    // An input, a constant and a tensor that is listed already need a node of their own to be an output.
    private void AddOutputs()
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in _graph.Outputs)
        {
            string name = _views.Get(output, View.Plain);
            if (output is Input or Constant || !listed.Add(name))
                name = _writer.Node("Identity", output, "/output", [name]);
            listed.Add(name);
            _writer.Output(name, output.Type);
        }
    }

    private static DiagnosticException NoSpelling(Op op) => DiagnosticCatalog.NotExpressibleInOnnx.Error(
        op.Origin,
        op.Kind.FirstStage == Stage.Imported
            ? $"'{op.Kind.Mnemonic}' of {op.Operands[0].Type} gives {op.Type}; ONNX is written of graphs that compute in float32, before the passes"
            : $"'{op.Kind.Mnemonic}' belongs to a graph after the passes; ONNX is written of the graph as it was imported");
}
