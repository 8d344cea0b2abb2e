// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Networks;

/// <summary>A <see cref="DenseNetwork"/> as an imported graph.</summary>
internal static class DenseNetworkGraph
{
    /// <summary>The graph, under a name that the generated class will have.</summary>
    public static Graph Of(DenseNetwork network, string name)
    {
        bool isPixels = network.Input is InputEncoding.Pixels or InputEncoding.BinarizedPixels or InputEncoding.AffinePixels;
        var shape = new Shape(1, network.InputLength);
        var input = new Input(new(isPixels ? ElementType.UInt8 : ElementType.Float32, shape)).Named("x", null);
        Op current = isPixels ? new ToFloat(input) : input;
        if (network.Input is InputEncoding.BinarizedPixels or InputEncoding.AffinePixels)
            current = new Divide(current, Scalar(255));
        if (network.Input is InputEncoding.BinarizedFloat or InputEncoding.BinarizedPixels or InputEncoding.AffinePixels)
            current = new Subtract(new Multiply(current, Scalar(2)), Scalar(1));
        if (network.Input is InputEncoding.BinarizedFloat or InputEncoding.BinarizedPixels)
            current = new Sign(current, 1);

        for (int i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            int outputs = layer.Weights.Length, fanIn = layer.Weights[0].Length;
            var weights = new Constant(Tensor.Of(new(outputs, fanIn), [.. layer.Weights.SelectMany(row => row)]));
            current = new Dense(current, weights).Named("fc" + i, null);
            foreach (var step in layer.Chain)
                current = Step(current, step);
            if (layer.SignSpelling.Length > 0)
                current = SignAs(layer.SignSpelling, current).Named("sign" + i, null);
        }

        return new(name, [input], [current]);
    }

    /// <summary>An example as the tensor the graph reads.</summary>
    public static Tensor Example(Graph graph, float[] values) => graph.Inputs[0].Type.Element == ElementType.UInt8
        ? Tensor.Of(graph.Inputs[0].Type.Shape, [.. values.Select(value => (byte)value)])
        : Tensor.Of(graph.Inputs[0].Type.Shape, [.. values]);

    private static Op Step(Op x, ChainStep step) => step.Kind switch
    {
        "batch_norm" => new BatchNorm(x, Vector(step.A), Vector(step.B), Vector(step.C), Vector(step.D), step.Epsilon),
        "add" => new Add(x, PerChannel(step.A)),
        "sub" => new Subtract(x, PerChannel(step.A)),
        "mul" => new Multiply(PerChannel(step.A), x),
        "div" => new Divide(x, PerChannel(step.A)),
        "relu" => new Relu(x),
        "prelu" => new PRelu(x, PerChannel(step.A)),
        "clip" => new Clip(x, step.A[0], step.B[0]),
        "floor" => new Round(x, "down"),
        "ceil" => new Round(x, "up"),
        "round" => new Round(x, "nearest"),
        _ => throw new NotSupportedException(step.Kind),
    };

    private static Op SignAs(string spelling, Op x) => spelling switch
    {
        "plus" => new Sign(x, 1),
        "minus" => new Sign(x, -1),
        "where_ge" => new Select(new Compare(x, Scalar(0), "ge"), Scalar(1), Scalar(-1)),
        "where_gt" => new Select(new Compare(x, Scalar(0), "gt"), Scalar(1), Scalar(-1)),
        "inverted_gt" => new Select(new Compare(x, Scalar(0), "gt"), Scalar(-1), Scalar(1)),
        "not_less" => new Subtract(new Multiply(new Subtract(Scalar(1), new Compare(x, Scalar(0), "lt")), Scalar(2)), Scalar(1)),
        "straight_through" => StraightThrough(new Clip(x, -1, 1)),
        "half" => new Multiply(new Sign(x, 1), Scalar(0.5f)),
        _ => throw new NotSupportedException(spelling),
    };

    /// <summary>x + (sign(x) - x), which is sign(x) bit for bit where |x| is at most 1: the difference strays by half of 1's last place at most.</summary>
    private static Add StraightThrough(Clip x) => new(x, new Subtract(new Sign(x, 1), x));

    private static Constant Vector(float[] values) => new(Tensor.Of(new(values.Length), [.. values]));

    private static Constant PerChannel(float[] values) => new(Tensor.Of(values.Length == 1 ? new Shape(1) : new(1, values.Length), [.. values]));

    private static Constant Scalar(float value) => new(Tensor.Of(new Shape(ImmutableArray<int>.Empty), value));
}
