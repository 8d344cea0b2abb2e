// SPDX-License-Identifier: MIT
using BenchmarkModels;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Onnx;

public class PaperNetworkTests
{
    [Theory]
    [InlineData("mnist", 36_806_656)]
    [InlineData("cifar10", 14_022_016)]
    [InlineData("svhn", 6_397_632)]
    [InlineData("cnv", 1_542_848)]
    public void A_network_has_the_weights_of_its_paper(string name, int weights) =>
        Assert.Equal(weights, RandomModel.Of(Shape(name)).Ops.Sum(op => op switch
        {
            Dense dense => dense.Weights.Type.Shape.ElementCount,
            Conv conv => conv.Weights.Type.Shape.ElementCount,
            _ => 0,
        }));

    [Theory]
    [InlineData("svhn")]
    [InlineData("cnv")]
    public void A_network_comes_back_from_its_file(string name)
    {
        var graph = RandomModel.Of(Shape(name));
        Assert.Equal(BnnPrinter.Print(graph), BnnPrinter.Print(RoundTrip.Of(graph, OnnxDialect.Qonnx)));
    }

    [Fact]
    public void A_seed_decides_every_byte()
    {
        byte[] first = OnnxExporter.Export(RandomModel.Of(Shape("cnv"), seed: 7), OnnxDialect.Qonnx);
        Assert.Equal(first, OnnxExporter.Export(RandomModel.Of(Shape("cnv"), seed: 7), OnnxDialect.Qonnx));
        Assert.NotEqual(first, OnnxExporter.Export(RandomModel.Of(Shape("cnv"), seed: 8), OnnxDialect.Qonnx));
    }

    /// <summary>Networks whose activations are all alike would make every measurement, and every test, of what depends on them worthless.</summary>
    [Theory]
    [InlineData("cnv")]
    [InlineData("svhn")]
    public void About_half_of_the_activations_are_plus_one(string name)
    {
        var graph = RandomModel.Of(Shape(name));
        var random = new Random(1);
        var pixels = Tensor.Of(graph.Inputs[0].Type.Shape, [.. Enumerable.Range(0, 3 * 32 * 32).Select(_ => (byte)random.Next(256))]);
        var signs = graph.Ops.OfType<Sign>().ToList();
        var values = GraphInterpreter.Run(new Graph(graph.Name, graph.Inputs, [.. signs]), pixels);
        for (int i = 0; i < signs.Count; i++)
        {
            double share = ((Tensor<float>)values[i]).Values.Count(value => value > 0) / (double)values[i].Type.Shape.ElementCount;
            bool isPooled = graph.Readers()[signs[i]].Any(reader => graph.Readers()[reader].Any(next => next is MaxPool));
            Assert.InRange(share, isPooled ? 0.08 : 0.35, isPooled ? 0.25 : 0.65);
        }
    }

    private static NetworkShape Shape(string name) => PaperNetworks.All.Single(shape => shape.Name == name);
}
