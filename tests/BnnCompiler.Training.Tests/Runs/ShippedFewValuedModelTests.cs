// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Tests;
using BnnCompiler.Text;

namespace BnnCompiler.Training.Tests.Runs;

/// <summary>
/// The trained networks of few values that come along, evaluated op by op in float32. One of the drawn digits is taken for another by each.
/// </summary>
public class ShippedFewValuedModelTests
{
    private const int ImageHeader = 16, LabelHeader = 8, Pixels = 28 * 28;

    [Theory]
    [InlineData("mnist-tiny-ternary")]
    [InlineData("mnist-tiny-2bit")]
    public void All_sample_images_but_one_are_recognized(string network)
    {
        string folder = SharedFiles.InRepository("examples/models");
        var graph = BnnParser.Parse(File.ReadAllText(Path.Combine(folder, network, $"{network}.bnn")), network);
        byte[] images = File.ReadAllBytes(Path.Combine(folder, "samples", "digits-images.idx3-ubyte"))[ImageHeader..];
        byte[] labels = File.ReadAllBytes(Path.Combine(folder, "samples", "digits-labels.idx1-ubyte"))[LabelHeader..];

        int right = images.Chunk(Pixels).Zip(labels).Count(pair => ClassOf(graph, pair.First) == pair.Second);

        Assert.Equal((99, 100), (right, labels.Length));
    }

    private static byte ClassOf(Graph graph, byte[] image)
    {
        var input = new Tensor<byte>(graph.Inputs[0].Type, [.. image]);
        ImmutableArray<float> scores = ((Tensor<float>)GraphInterpreter.Run(graph, input).Single()).Values;
        return (byte)scores.IndexOf(scores.Max());
    }
}
