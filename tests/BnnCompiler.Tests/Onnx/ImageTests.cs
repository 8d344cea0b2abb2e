// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.ChannelsFirst;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>What is done to images besides layers: padding, transposing, joining, and pointwise steps with one number per channel.</summary>
public class ImageTests
{
    private const string Qonnx = "qonnx.custom_op.general";
    private static readonly ChannelsFirst Image = Of(3, 4, 5);

    private static OnnxWriter Tiny => new OnnxWriter(1, 3, 4, 5).Float("one", 1).Float("zero", 0);

    [Fact]
    public void Padding_as_attribute_or_input()
    {
        float[] expected = Image.Pad(1, 2, 3, 4, -1).Values;
        Assert.Equal(expected, Tiny
            .Node("y", "Pad", "x", Ints("pads", 0, 0, 1, 2, 0, 0, 3, 4), Float32("value", -1), Chars("mode", "constant")).Run(Image.Values));
        Assert.Equal(expected, Tiny.Float("v", -1).Integers("p", 0, 0, 1, 2, 0, 0, 3, 4).Node("y", "Pad", "x p v").Run(Image.Values));
        Assert.Equal(expected, Tiny.Float("v", -1).Integers("p", 2, 1, 4, 3).Integers("a", -1, 2).Node("y", "Pad", "x p v a").Run(Image.Values));
        Assert.Equal(Image.Pad(1, 2, 3, 4, 0).Values, Tiny.Integers("p", 0, 0, 1, 2, 0, 0, 3, 4).Node("y", "Pad", "x p").Run(Image.Values));
    }

    [Fact]
    public void Padding_of_one_dimension() => Assert.Equal([7, 1, 2, 7, 7, 7, 3, 4, 7, 7], new OnnxWriter(1, 2, 2)
        .Node("y", "Pad", "x", Ints("pads", 0, 0, 1, 0, 0, 2), Float32("value", 7)).Run(1, 2, 3, 4));

    [Fact]
    public void Padding_of_a_channels_last_image() => Assert.Equal([9, 9, 9, 9, 9, 9, 1, 2], new OnnxWriter(1, 1, 1, 2)
        .Node("y", "Pad", "x", Ints("pads", 0, 1, 1, 0, 0, 0, 0, 0), Float32("value", 9)).Run(1, 2));

    [Fact]
    public void Padding_by_nothing_is_no_op() =>
        Assert.Equal(2, Tiny.Node("p", "Pad", "x", Ints("pads", new long[8])).Node("y", "Relu", "p").Import().Ops.Length);

    [Theory]
    [InlineData("0 2 3 1")]
    [InlineData("0 3 1 2")]
    [InlineData("0 1 3 2")]
    [InlineData("3 2 1 0")]
    public void Transposes_of_activations(string perm)
    {
        int[] order = [.. perm.Split(' ').Select(int.Parse)], extents = [1, 3, 4, 5], strides = [60, 20, 5, 1];
        var expected =
            from a in Enumerable.Range(0, extents[order[0]])
            from b in Enumerable.Range(0, extents[order[1]])
            from c in Enumerable.Range(0, extents[order[2]])
            from d in Enumerable.Range(0, extents[order[3]])
            select Image.Values[(a * strides[order[0]]) + (b * strides[order[1]]) + (c * strides[order[2]]) + (d * strides[order[3]])];
        Assert.Equal(expected, Tiny.Node("y", "Transpose", "x", Ints("perm", [.. order.Select(axis => (long)axis)])).Run(Image.Values));
    }

    [Fact]
    public void Transposes_in_a_row_are_one_and_inverse_ones_are_none()
    {
        OnnxWriter Twice(long[] first, long[] second) =>
            Tiny.Node("t", "Transpose", "x", Ints("perm", first)).Node("u", "Transpose", "t", Ints("perm", second)).Node("y", "Relu", "u");
        Assert.Equal(2, Twice([0, 2, 3, 1], [0, 3, 1, 2]).Import().Ops.Length);
        var once = Assert.Single(Twice([0, 2, 3, 1], [0, 2, 3, 1]).Import().Ops.OfType<Transpose>());
        Assert.Equal("0x3x1x2", Window.Words([.. once.Order]));
    }

    [Theory]
    [InlineData(1, "1, 9, 4, 5")]
    [InlineData(2, "1, 3, 12, 5")]
    [InlineData(-1, "1, 3, 4, 15")]
    public void Activations_are_joined_along_any_axis(long axis, string shape)
    {
        float[] twice = [.. Image.Values.Select(x => 2 * x)], constant = Numbers(60, 8);
        var model = Tiny.Floats("c", [1, 3, 4, 5], constant).Node("d", "Add", "x x").Node("y", "Concat", "x d c", Int("axis", axis));
        int run = axis switch { 1 => 60, 2 => 20, _ => 5 };
        var expected =
            Enumerable.Range(0, 60 / run).SelectMany(i => new[] { Image.Values, twice, constant }.SelectMany(part => part.Skip(i * run).Take(run)));
        Assert.Equal(expected, model.Run(Image.Values));
        Assert.Equal(shape, model.Import().Outputs.Single().Type.Shape.ToString());
    }

    [Fact]
    public void Vectors_are_joined_without_a_transpose()
    {
        var model = new OnnxWriter(1, 2).Node("n", "Neg", "x").Node("y", "Concat", "x n", Int("axis", 1));
        Assert.Equal([1, 2, -1, -2], model.Run(1, 2));
        Assert.Empty(model.Import().Ops.OfType<Transpose>());
    }

    [Theory]
    [InlineData("1 3 1 1")]
    [InlineData("3 1 1")]
    public void Quantizers_with_a_scale_per_channel(string shape)
    {
        float[] scales = [1, 2, -3];
        var expected = Image.Map((x, channel) => x >= 0 ? scales[channel] : -scales[channel]);
        Assert.Equal(expected.Values,
            Tiny.Floats("s", [.. shape.Split(' ').Select(long.Parse)], scales).Node(Qonnx, "y", "BipolarQuant", "x s").Run(Image.Values));
    }

    [Fact]
    public void One_bit_quant_with_a_scale_per_channel() => Assert.Equal(
        Image.Map((x, channel) => x >= 0 ? channel + 1 : -channel - 1).Values,
        Tiny.Floats("s", [1, 3, 1, 1], 1, 2, 3).Node(Qonnx, "y", "Quant", "x s zero one", Int("signed", 1), Int("narrow", 1)).Run(Image.Values));

    [Fact]
    public void Rectifier_with_a_slope_per_channel() => Assert.Equal(
        Image.Map((x, channel) => x >= 0 ? x : x * (channel + 2)).Values,
        Tiny.Floats("s", [3, 1, 1], 2, 3, 4).Node("y", "PRelu", "x s").Run(Image.Values));

    [Fact]
    public void Multi_threshold_of_an_image_in_both_layouts()
    {
        float[] limits = [-2, 0, 3];
        float[] expected = Image.Map((x, channel) => x >= limits[channel] ? 1 : -1).Values;
        Assert.Equal(expected, Tiny.Floats("t", [3, 1], limits)
            .Node(Qonnx, "y", "MultiThreshold", "x t", Float32("out_scale", 2), Float32("out_bias", -1), Chars("data_layout", "NCHW"))
            .Run(Image.Values));
        Assert.Equal(expected, Tiny.Floats("t", [3, 1], limits).Node("l", "Transpose", "x", Ints("perm", 0, 2, 3, 1))
            .Node(Qonnx, "m", "MultiThreshold", "l t", Float32("out_scale", 2), Float32("out_bias", -1), Chars("data_layout", "NHWC"))
            .Node("y", "Transpose", "m", Ints("perm", 0, 3, 1, 2)).Run(Image.Values));
    }

    [Fact]
    public void Pixels_may_be_transposed_before_they_become_floats()
    {
        var model = new OnnxWriter(1, 1, 2, 2).Node("t", "Transpose", "x", Ints("perm", 0, 3, 1, 2)).Node("f", "Cast", "t", Int("to", 1))
            .Node("y", "GlobalMaxPool", "f");
        model.Graph.Input[0].Type.TensorType.ElemType = TensorProto.Types.DataType.Uint8;
        var graph = model.Import();
        var scores = GraphInterpreter.Run(graph, Tensor.Of(graph.Inputs[0].Type.Shape, [(byte)1, (byte)200, (byte)3, (byte)4])).Single();
        Assert.Equal([3, 200], ((Tensor<float>)scores).Values.ToArray());
    }

    [Fact]
    public void Normalization_of_pixels_as_torchvision_does_it()
    {
        float[] means = [0.485f, 0.456f, 0.406f], deviations = [0.229f, 0.224f, 0.225f];
        var model = Tiny.Floats("m", [1, 3, 1, 1], means).Floats("d", [1, 3, 1, 1], deviations).Node("c", "Sub", "x m").Node("y", "Div", "c d");
        Assert.Equal(Image.Map((x, channel) => (x - means[channel]) / deviations[channel]).Values, model.Run(Image.Values));
    }
}
