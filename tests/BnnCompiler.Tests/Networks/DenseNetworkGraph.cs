// SPDX-License-Identifier: MIT
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
            current = new Divide(current, ChainGraph.Scalar(255));
        if (network.Input is InputEncoding.BinarizedFloat or InputEncoding.BinarizedPixels or InputEncoding.AffinePixels)
            current = new Subtract(new Multiply(current, ChainGraph.Scalar(2)), ChainGraph.Scalar(1));
        if (network.Input is InputEncoding.BinarizedFloat or InputEncoding.BinarizedPixels)
            current = new Sign(current, 1);

        for (int i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            int outputs = layer.Weights.Length, fanIn = layer.Weights[0].Length;
            var weights = new Constant(Tensor.Of(new(outputs, fanIn), [.. layer.Weights.SelectMany(row => row)]));
            current = new Dense(current, weights).Named("fc" + i, null);
            foreach (var step in layer.Chain)
                current = ChainGraph.Step(current, step, axis: 1);
            if (layer.SignSpelling.Length > 0)
                current = ChainGraph.Sign(current, layer.SignSpelling).Named("sign" + i, null);
        }

        return new(name, [input], [current]);
    }
}
