// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace SpeedBenchmark.Networks;

/// <summary>Walks a graph of bits and integers from its input to its scores.</summary>
internal sealed class NetworkReader
{
    private readonly List<Layer> _layers = [];
    private ImageShape _image, _current;
    private int _signFrom;
    private short[] _steps = [];
    private bool _rawPixels;

    // Of the layer that is being read: which outputs fall, and which are pooled by AND.
    private Layer? _layer;
    private bool[] _falls = [], _pooledByAnd = [];

    // Inputs of the next layer that are stored inverted.
    private bool[] _inverted = [];

    /// <summary>The network of a graph.</summary>
    public Network Read(Graph graph)
    {
        Op[] ops = [.. graph.Ops.Where(op => op is not Constant)];
        int end = Array.FindLastIndex(ops, op => op is BinaryDense or BinaryConv or IntegerDense);
        foreach (var op in ops.Take(end + 1))
            Read(op);
        var last = _layer ?? throw new NotSupportedException("the graph has no binary layer");
        Close();
        return new(_image, _signFrom, _steps, _layers, ScoresOf(last, ops[end], graph, [.. ops.Skip(end + 1)]));
    }

    private void Read(Op op)
    {
        switch (op)
        {
            case Input { Type: { Element: ElementType.UInt8, Shape: { Rank: 4 } shape } }:
                _image = _current = new(shape[2], shape[3], shape[1]);
                break;
            case Transpose or Reshape when _layer is null:
                // A row of pixels in the order of the image's bytes, or the image, channels last.
                _current = op.Type.Shape is { Rank: 4 } image ? new(image[1], image[2], image[3]) : new(1, 1, op.Type.Shape.Last);
                if (op.Type.Shape.Rank == 2)
                    _image = _current;
                break;
            case Reshape { Type.Shape.Rank: 2 }:
                // A flatten, which the kernel of the dense layer behind it covers.
                break;
            case Lookup lookup:
                _steps = [.. Enumerable.Range(0, 256).Select(pixel => (short)lookup.Table.Value[pixel])];
                break;
            case Threshold { Input.Type.Element: ElementType.UInt8, Rules: 1 } sign when _layer is null && !sign.Flips.Bits.IsSet(0):
                _signFrom = (int)sign.Limits.Value[0];
                break;
            case BinaryConv { Groups: 1, Window.Rows: { Dilation: 1 } rows } conv when rows == conv.Window.Columns && rows.Before == rows.After:
                Open(conv.Weights.Bits, conv.Outputs, rows.Size, rows.Size, rows.Stride, rows.Before, conv.Input.Type.Element);
                break;
            case BinaryDense dense:
                Open(dense.Weights.Bits, dense.Weights.Type.Shape[0], null, null, 1, 0, ElementType.Bit);
                break;
            case IntegerDense dense:
                Open(dense.Weights.Bits, dense.Weights.Type.Shape[0], null, null, 1, 0, ElementType.UInt8);
                break;
            case Threshold threshold when _layer is { } layer && threshold.Limits.Type.Shape[0] == 1 && layer.Outputs % threshold.Rules == 0:
                _layer = layer with { Limits = [.. Outputs(layer).Select(n => LimitOf(layer, n, (int)threshold.Limits.Value[n % threshold.Rules]))] };
                _falls = [.. Outputs(layer).Select(n => threshold.Flips.Bits.IsSet(n % threshold.Rules))];
                break;
            case BitPool { Window.Rows: { Dilation: 1, Before: 0, After: 0 } rows } pool
                when _layer is { } layer && rows == pool.Window.Columns && rows.Size == rows.Stride:
                _pooledByAnd = [.. Outputs(layer).Select(pool.All.Bits.IsSet)];
                _layer = layer with { Pool = rows.Size, PoolsSigns = _falls.Contains(true) && !_pooledByAnd.Contains(true) };
                break;
            default:
                throw new NotSupportedException($"the plain engines do not know {op}");
        }
    }

    private static IEnumerable<int> Outputs(Layer layer) => Enumerable.Range(0, layer.Outputs);

    private bool ReadsRawPixels => _layers.Count == 0 && _steps.Length == 0 && _signFrom == 0;

    // Pixels p that the graph sums as they are become 2 p - 255, as networks of the paper mean them: zero padding is 0 for all engines then.
    private int LimitOf(Layer layer, int output, int limit) =>
        _rawPixels ? (2 * limit) - (255 * layer.WeightSum(output)) - 1 : limit;

    private void Open(BitTensor weights, int outputs, int? height, int? width, int stride, int padding, ElementType element)
    {
        Close();
        _rawPixels = element == ElementType.UInt8 && ReadsRawPixels;
        if (_rawPixels && padding > 0)
            throw new NotSupportedException("a padded layer on pixels that are not centred");
        sbyte[] signs = new sbyte[weights.Type.Shape.ElementCount];
        for (int i = 0; i < signs.Length; i++)
            signs[i] = (sbyte)(weights.IsSet(i) ? 1 : -1);
        for (int i = 0; _inverted.Contains(true) && i < signs.Length; i++)
        {
            if (_inverted[i % _current.Channels])
                signs[i] = (sbyte)-signs[i];
        }

        _layer = new(_current, outputs, height ?? _current.Height, width ?? _current.Width, stride, padding, signs, [], 1, false);
        _falls = _pooledByAnd = new bool[outputs];
    }

    private void Close()
    {
        if (_layer is not { } layer)
            return;
        if (_rawPixels)
            _steps = [.. Enumerable.Range(0, 256).Select(pixel => (short)((2 * pixel) - 255))];
        _rawPixels = false;
        _inverted = new bool[layer.Outputs];
        for (int output = 0; output < layer.Outputs; output++)
        {
            // AND of (x < t) is the inverse of OR of (x >= t).
            if (_pooledByAnd[output])
                _inverted[output] = _falls[output] ? true : throw new NotSupportedException("a pool of minima");
            else if (_falls[output])
                Negate(layer, output);
        }

        _layers.Add(layer);
        _current = layer.Result;
        _layer = null;
    }

    // x < t exactly when -x >= 1 - t.
    private static void Negate(Layer layer, int output)
    {
        foreach (ref sbyte weight in layer.Weights.AsSpan(output * layer.FanIn, layer.FanIn))
            weight = (sbyte)-weight;
        layer.Limits[output] = 1 - layer.Limits[output];
    }

    // The interpreter says what each sum becomes, whatever stands between the sums and the scores.
    private static float[] ScoresOf(Layer last, Op sums, Graph graph, IReadOnlyList<Op> tail)
    {
        float[] scores = new float[last.Outputs * (last.FanIn + 1)];
        for (int column = 0; column <= last.FanIn; column++)
        {
            int sum = (2 * column) - last.FanIn;
            var values = new Dictionary<Op, Tensor> { [sums] = Tensor.Of(sums.Type.Shape, [.. Enumerable.Repeat(sum, last.Outputs)]) };
            foreach (var op in tail)
                values[op] = GraphInterpreter.Evaluate(op, [.. op.Operands.Select(operand => (operand as Constant)?.Value ?? values[operand])]);
            for (int output = 0; output < last.Outputs; output++)
                scores[(output * (last.FanIn + 1)) + column] = (float)values[graph.Outputs[0]][output];
        }

        return scores;
    }
}
