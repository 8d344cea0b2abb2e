// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Tests.Kernels;

public sealed class CodedConvKernelTests
{
    private const int Seed = 4016, Rounds = 150;

    private static readonly CodedConvKernel Kernel = new();

    [Theory]
    [InlineData(RandomCodedLayers.Result.Sums)]
    [InlineData(RandomCodedLayers.Result.Codes)]
    [InlineData(RandomCodedLayers.Result.Bits)]
    internal void What_is_packed_means_what_the_layer_does(RandomCodedLayers.Result result)
    {
        var random = new Random(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            var window = new Window(Axis(random), Axis(random));
            Shape image = new(1, random.Next(3, 6), random.Next(3, 6), random.Next(1, 20));
            var layer = RandomCodedLayers.Of(result, window, image, random.Next(1, 70), random);
            string context = $"{layer.Op}, round {round}, seed {Seed}";
            Assert.True(Kernel.Fits(layer), context);

            var packed = Kernel.Pack(layer, new(layer.Op.Operands[0]));

            var expected = GraphOf(layer.Behind ?? layer.Op);
            GraphVerifier.Verify(GraphOf(packed), Stage.Packed);
            var example = RandomTensors.Of(expected.Inputs[0].Type, random);
            double[] actual = GraphInterpreter.Run(GraphOf(packed), example)[0].ToNumbers();
            Assert.True(GraphInterpreter.Run(expected, example)[0].ToNumbers().SequenceEqual(actual), context);
        }
    }

    [Fact]
    public void Codes_that_neither_rise_nor_fall_are_not_counted()
    {
        var input = new Input(new(ElementType.Bit, new(1, 1, 1, 2)));
        var conv = new IntegerConv(input, Weights(1, 0), Window.Of(1, 1), 1);
        Quantize Behind(params byte[] codes) =>
            new(conv, new Constant(Tensor.Of(new(2, 1), 0, 1)), new Constant(Tensor.Of(new(3, 1), [.. codes])));
        Assert.True(Kernel.Fits(new(conv, Behind(0, 1, 2))));
        Assert.True(Kernel.Fits(new(conv, Behind(2, 2, 0))));
        Assert.False(Kernel.Fits(new(conv, Behind(0, 2, 1))));
        Assert.False(Kernel.Fits(new(conv, Behind(0, 1, 16))));
    }

    [Fact]
    public void Codes_that_are_all_0_add_nothing()
    {
        var pixel = new Input(new(ElementType.UInt8, new(1, 1, 1, 2))).Named("x", null);
        var zeros = new Quantize(pixel, new Constant(Tensor.Of(new(1, 1), 300)), new Constant(Tensor.Of(new(2, 1), (byte)0, (byte)1)));
        var layer = new IntegerConv(zeros, Weights(1, -2), Window.Of(1, 1), 1);
        var packed = GraphOf(Kernel.Pack(new(layer, null), new(zeros)));
        GraphVerifier.Verify(packed, Stage.Packed);
        Assert.Equal(0, GraphInterpreter.Run(packed, Tensor.Of(new(1, 1, 1, 2), (byte)255, (byte)7))[0][0]);
    }

    [Fact]
    public void Pixels_and_weights_of_more_bits_are_not_counted()
    {
        var pixels = new Input(new(ElementType.UInt8, new(1, 1, 1, 2)));
        IntegerConv Conv(Op input, sbyte weight) => new(input, Weights(0, weight), Window.Of(1, 1), 1);
        Assert.False(CodedConvKernel.Sums(Conv(pixels, 1)));
        var bits = new Input(new(ElementType.Bit, new(1, 1, 1, 2)));
        Assert.True(CodedConvKernel.Sums(Conv(bits, 7)));
        Assert.False(CodedConvKernel.Sums(Conv(bits, 8)));
    }

    private static Constant Weights(sbyte first, sbyte second) =>
        new(new Tensor<sbyte>(new(ElementType.Int8, new(1, 1, 1, 2)), [first, second]));

    private static WindowAxis Axis(Random random) =>
        new(random.Next(1, 4), random.Next(1, 3), random.Next(0, 2), random.Next(0, 2), 1);

    private static Graph GraphOf(Op result)
    {
        var floats = result.Type.Element == ElementType.Float32 ? result : new ToFloat(result);
        return new("g", [.. new Graph("g", [], [floats]).Ops.OfType<Input>()], [floats]);
    }
}
