// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Onnx.Protos;

namespace BnnCompiler.EndToEnd.Tests.Models;

/// <summary>
/// An ONNX file evaluated node by node in float32. Of the compiler it knows the protobuf classes only, so that it says what the file means, whoever
/// imports it.
/// </summary>
internal sealed class NaiveOnnxModel
{
    private readonly Dictionary<string, NaiveTensor> _known = new(StringComparer.Ordinal);
    private readonly List<NaiveOnnxNode> _nodes = [];
    private readonly string _input, _output, _scores;
    private readonly int[] _inputShape;

    /// <summary>Reads a file, and evaluates what depends on its initializers only, such as the weights' quantizers.</summary>
    public NaiveOnnxModel(string file)
    {
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph;
        foreach (var tensor in graph.Initializer)
            _known.Add(tensor.Name, Read(tensor));
        var input = graph.Input.Single(input => !_known.ContainsKey(input.Name));
        _input = input.Name;
        _output = graph.Output.Single().Name;
        _scores = graph.Node.SingleOrDefault(node => node.OpType == "Softmax")?.Input.Single() ?? _output;
        _inputShape = [.. input.Type.TensorType.Shape.Dim.Select(extent => (int)extent.DimValue)];
        foreach (var node in graph.Node.Select(node => new NaiveOnnxNode(node)))
        {
            if (node.Inputs.All(_known.ContainsKey))
                _known.Add(node.Output, node.Evaluate([.. node.Inputs.Select(name => _known[name])]));
            else
                _nodes.Add(node);
        }
    }

    /// <summary>The scores for one input: the output, or what a softmax makes probabilities of.</summary>
    public float[] Scores(float[] input) => Evaluate(input)[_scores].Values;

    /// <summary>The output for one input.</summary>
    public float[] Output(float[] input) => Evaluate(input)[_output].Values;

    private Dictionary<string, NaiveTensor> Evaluate(float[] input)
    {
        var values = new Dictionary<string, NaiveTensor>(_known, StringComparer.Ordinal) { [_input] = new(_inputShape, input) };
        foreach (var node in _nodes)
            values[node.Output] = node.Evaluate([.. node.Inputs.Select(name => values[name])]);
        return values;
    }

    private static NaiveTensor Read(TensorProto tensor) => new(
        [.. tensor.Dims.Select(extent => (int)extent)],
        tensor.DataType switch
        {
            TensorProto.Types.DataType.Float => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(),
            TensorProto.Types.DataType.Int64 => [.. MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray().Select(value => (float)value)],
            var other => throw new NotSupportedException(other.ToString()),
        });
}
