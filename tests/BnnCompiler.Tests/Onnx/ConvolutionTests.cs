// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.ChannelsFirst;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

public class ConvolutionTests
{
    private static readonly ChannelsFirst Image = Of(4, 7, 6);

    // Six outputs; weights for all four channels.
    private static OnnxWriter Conv(long[] kernel, long channels = 4) => new OnnxWriter(1, 4, 7, 6)
        .Floats("w", [6, channels, .. kernel], Numbers((int)(6 * channels * kernel[0] * kernel[1]), 5)).Floats("b", [6], 1, -2, 3, -4, 5, -6);

    private static float[] Weights(int count) => Numbers(count, 5);

    private static void Computes(ChannelsFirst expected, OnnxWriter model)
    {
        var output = model.Import().Outputs.Single();
        Assert.Equal($"float32[1, {expected.Channels}, {expected.Height}, {expected.Width}]", output.Type.ToString());
        Assert.Equal(expected.Values, model.Run(Image.Values));
    }

    [Fact]
    public void Convolution_without_attributes() =>
        Computes(Image.Conv(Weights(6 * 4 * 6), 6, new(3, 2)), Conv([3, 2]).Node("y", "Conv", "x w"));

    [Fact]
    public void Convolution_with_a_bias() =>
        Computes(Image.Conv(Weights(6 * 4 * 6), 6, new(3, 2), bias: [1, -2, 3, -4, 5, -6]), Conv([3, 2]).Node("y", "Conv", "x w b"));

    [Fact]
    public void Convolution_with_a_quantized_bias() =>
        Computes(Image.Conv(Weights(6 * 4), 6, new(1, 1), bias: [1, -2, 3, -4, 5, -6]), Conv([1, 1])
            .Float("one", 1).Float("zero", 0).Float("bits", 8).Node("onnx.brevitas", "q", "Quant", "b one zero bits", Int("signed", 1))
            .Node("y", "Conv", "x w q"));

    [Fact]
    public void Convolution_with_every_attribute() => Computes(
        Image.Conv(
            Weights(6 * 4 * 6), 6, new(3, 2) { StrideY = 2, StrideX = 3, Top = 1, Left = 2, Bottom = 3, Right = 4, DilationY = 2, DilationX = 3 }),
        Conv([3, 2]).Node("y", "Conv", "x w", Ints("kernel_shape", 3, 2), Ints("strides", 2, 3), Ints("pads", 1, 2, 3, 4), Ints("dilations", 2, 3),
            Int("group", 1), Chars("auto_pad", "NOTSET")));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 4)]
    public void Convolution_in_groups(int channels, int groups)
    {
        float[] weights = Weights(channels == 2 ? 6 * 2 * 9 : 8 * 9);
        int outputs = channels == 2 ? 6 : 8;
        Computes(Image.Conv(weights, outputs, new(3, 3), groups),
            new OnnxWriter(1, 4, 7, 6).Floats("w", [outputs, channels, 3, 3], weights).Node("y", "Conv", "x w", Int("group", groups)));
    }

    [Fact]
    public void Random_convolutions_equal_the_loops()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            int groups = random.Next(1, 4), groupChannels = random.Next(1, 4), outputs = groups * random.Next(1, 4);
            var image = Of(groups * groupChannels, random.Next(5, 9), random.Next(5, 9));
            var sliding = new Sliding(random.Next(1, 4), random.Next(1, 4))
            {
                StrideY = random.Next(1, 4),
                StrideX = random.Next(1, 4),
                DilationY = random.Next(1, 3),
                DilationX = random.Next(1, 3),
                Top = random.Next(3),
                Left = random.Next(3),
                Bottom = random.Next(3),
                Right = random.Next(3),
            };
            float[] weights = Numbers(outputs * groupChannels * sliding.KernelHeight * sliding.KernelWidth, round);
            var model = new OnnxWriter(1, image.Channels, image.Height, image.Width)
                .Floats("w", [outputs, groupChannels, sliding.KernelHeight, sliding.KernelWidth], weights)
                .Node("y", "Conv", "x w", Int("group", groups), Ints("strides", sliding.StrideY, sliding.StrideX),
                    Ints("dilations", sliding.DilationY, sliding.DilationX), Ints("pads", sliding.Top, sliding.Left, sliding.Bottom, sliding.Right));
            Assert.True(image.Conv(weights, outputs, sliding, groups).Values.SequenceEqual(model.Run(image.Values)),
                $"round {round}: {image}, {sliding}, {groups} groups");
        }
    }

    [Theory]
    [InlineData("VALID", 0, 0, 0, 0)]
    [InlineData("SAME_UPPER", 1, 0, 1, 1)]
    [InlineData("SAME_LOWER", 1, 1, 1, 0)]
    public void Automatic_padding(string mode, int top, int left, int bottom, int right) => Computes(
        Image.Conv(Weights(6 * 4 * 6), 6, new(3, 2) { Top = top, Left = left, Bottom = bottom, Right = right }),
        Conv([3, 2]).Node("y", "Conv", "x w", Chars("auto_pad", mode)));

    [Fact]
    public void Automatic_padding_depends_on_strides_and_dilations()
    {
        // Rows: 7 / 2 -> 4 outputs, the last from 6 to 10: 4 missing. Columns: 6 / 4 -> 2 outputs, the last from 4 to 4: none missing.
        Computes(
            Image.Conv(Weights(6 * 4 * 3), 6, new(3, 1) { Top = 2, Bottom = 2, StrideY = 2, StrideX = 4, DilationY = 2 }),
            Conv([3, 1]).Node("y", "Conv", "x w", Chars("auto_pad", "SAME_UPPER"), Ints("strides", 2, 4), Ints("dilations", 2, 1)));
    }

    [Fact]
    public void One_dimensional_convolution_is_one_of_height_one()
    {
        var line = Of(3, 1, 8);
        var model = new OnnxWriter(1, 3, 8).Floats("w", [2, 3, 3], Weights(18)).Floats("b", [2], 7, -7)
            .Node("y", "Conv", "x w b", Ints("kernel_shape", 3), Ints("strides", 2), Ints("pads", 1, 2), Ints("dilations", 2));
        var expected = line.Conv(Weights(18), 2, new(1, 3) { StrideX = 2, Left = 1, Right = 2, DilationX = 2 }, bias: [7, -7]);
        Assert.Equal(expected.Values, model.Run(line.Values));
        Assert.Equal($"float32[1, 2, {expected.Width}]", model.Import().Outputs.Single().Type.ToString());
    }

    [Fact]
    public void Latent_weights_fold_into_one_constant()
    {
        float[] latent = [.. Weights(6 * 4).Select(weight => weight / 10)];
        var model = new OnnxWriter(1, 4, 7, 6).Floats("w", [6, 4, 1, 1], latent).Floats("s", [6, 1, 1, 1], 1, 2, 3, 4, 5, 6)
            .Node("onnx.brevitas", "q", "BipolarQuant", "w s").Node("y", "Conv", "x q");
        float[] binary = [.. latent.Select((weight, i) => (weight >= 0 ? 1f : -1) * (1 + (i / 4)))];
        Computes(Image.Conv(binary, 6, new(1, 1)), model);
        var conv = Assert.Single(model.Import().Ops.OfType<Conv>());
        Assert.Equal(("w", "6, 1, 1, 4"), (conv.Weights.Name, conv.Weights.Type.Shape.ToString()));
    }

    [Fact]
    public void Neighbouring_layers_share_their_layout()
    {
        var model = new OnnxWriter(1, 4, 7, 6).Floats("w", [4, 4, 3, 3], Weights(4 * 4 * 9)).Floats("s", [4], 2, -1, 4, 8)
            .Floats("m", [4], 1, 2, 3, 4).Floats("v", [4], 4, 1, 16, 64)
            .Node("c", "Conv", "x w", Ints("pads", 1, 1, 1, 1)).Node("n", "BatchNormalization", "c s m m v", Float32("epsilon", 0))
            .Node("p", "MaxPool", "n", Ints("kernel_shape", 2, 2)).Node("y", "Conv", "p w");
        float[] scale = [1, -1, 1, 1];
        var expected = Image.Conv(Weights(4 * 4 * 9), 4, new(3, 3) { Top = 1, Left = 1, Bottom = 1, Right = 1 })
            .Map((x, channel) => (scale[channel] * (x - (channel + 1))) + channel + 1).Pool(new(2, 2), window => window.Max())
            .Conv(Weights(4 * 4 * 9), 4, new(3, 3));
        Computes(expected, model);
        Assert.Equal(["0x2x3x1", "0x3x1x2"], model.Import().Ops.OfType<Transpose>().Select(transpose => Window.Words([.. transpose.Order])));
    }

    [Fact]
    public void Network_that_is_channels_last_already_needs_no_transpose()
    {
        var model = new OnnxWriter(1, 7, 6, 4).Floats("w", [6, 4, 3, 2], Weights(6 * 4 * 6))
            .Node("f", "Transpose", "x", Ints("perm", 0, 3, 1, 2)).Node("c", "Conv", "f w").Node("y", "Transpose", "c", Ints("perm", 0, 2, 3, 1));
        Assert.Empty(model.Import().Ops.OfType<Transpose>());
        Assert.Equal("float32[1, 5, 5, 6]", model.Import().Outputs.Single().Type.ToString());
    }

    [Fact]
    public void Layout_of_one_pixel_is_a_reshape()
    {
        var graph = new OnnxWriter(1, 4, 1, 1).Floats("w", [6, 4, 1, 1], Weights(24)).Node("c", "Conv", "x w").Node("y", "Flatten", "c").Import();
        Assert.Equal(["reshape", "conv", "reshape"], graph.Ops.Where(op => op is not (Input or Constant)).Select(op => op.Kind.Mnemonic));
    }

    [Fact]
    public void Convolution_of_constants_is_computed_while_importing()
    {
        var model = new OnnxWriter(1, 6, 5, 5).Floats("c", [1, 4, 7, 6], Image.Values).Floats("w", [6, 4, 3, 2], Weights(6 * 4 * 6))
            .Node("k", "Conv", "c w").Node("y", "Add", "x k");
        Assert.Equal(Image.Conv(Weights(6 * 4 * 6), 6, new(3, 2)).Values, model.Run(new float[150]));
        Assert.Empty(model.Import().Ops.OfType<Conv>());
    }

    [Fact]
    public void Batch_normalization_finds_the_channels_on_axis_one()
    {
        OnnxWriter Norm(params long[] shape) => new OnnxWriter(shape).Floats("s", [2], 2, 4).Floats("b", [2], -1, 0)
            .Floats("m", [2], 2, 1).Floats("v", [2], 1, 1)
            .Node("y", "BatchNormalization", "x s b m v", Float32("epsilon", 0));
        Assert.Equal([-3, -1, 1, 12, 16, 20], Norm(1, 2, 3).Run(1, 2, 3, 4, 5, 6));
        Assert.Equal([-3, -1, 1, 12, 16, 20], Norm(1, 2, 1, 3).Run(1, 2, 3, 4, 5, 6));
        Assert.Equal([-3, -1, 1, 3, 12, 16, 20, 24], Norm(1, 2, 2, 1, 2).Run(1, 2, 3, 4, 4, 5, 6, 7));
        Assert.Equal([-3, 4], Norm(1, 2).Run(1, 2));
        Assert.Equal([-3, 4], Norm(1, 2, 1, 1).Run(1, 2));
    }

    [Fact]
    public void Flatten_keeps_the_order_of_the_file()
    {
        var model = new OnnxWriter(1, 2, 1, 2).Floats("w", [2, 2, 1, 1], 1, 0, 0, 1).Floats("f", [1, 4], 1, 10, 100, 1000)
            .Node("c", "Conv", "x w").Node("v", "Flatten", "c").Node("y", "Gemm", "v f", Int("transB", 1));
        Assert.Equal([4321], model.Run(1, 2, 3, 4));
    }

    [Fact]
    public void Images_of_a_fixed_batch_are_compiled_as_one_example()
    {
        OnnxWriter Model(params long[] target) => new OnnxWriter(8, 2, 2, 2).Floats("w", [2, 2, 1, 1], 1, 0, 0, 1).Integers("t", target)
            .Node("c", "Conv", "x w").Node("y", "Reshape", "c t");
        Assert.Equal("float32[1, 8]", Model(8, 8).Import().Outputs.Single().Type.ToString());
        Assert.Equal("float32[1, 8]", Model(8, -1).Import().Outputs.Single().Type.ToString());
        Assert.Equal("float32[1, 8]", Model(-1, 8).Import().Outputs.Single().Type.ToString());
        Assert.Equal("float32[1, 2, 4]", Model(8, 2, -1).Import().Outputs.Single().Type.ToString());
    }
}
