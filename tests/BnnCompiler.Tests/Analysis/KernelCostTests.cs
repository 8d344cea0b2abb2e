// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels;
using BnnCompiler.Kernels.Costs;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Analysis;

/// <summary>What the model of <see cref="KernelCost"/> chooses: a change of it is seen here, and has to be measured.</summary>
public class KernelCostTests
{
    /// <summary>The paper's dense network for MNIST, and a small one.</summary>
    [Theory]
    [InlineData(784, 4096, "ActiveRows")]
    [InlineData(4096, 4096, "ActiveRows")]
    [InlineData(8192, 1024, "ActiveRows")]
    [InlineData(1024, 1024, "ActiveRows")]
    [InlineData(512, 512, "ActiveRows")]
    [InlineData(256, 512, "Interleaved")]
    [InlineData(256, 576, "ActiveRows")]
    [InlineData(784, 64, "Interleaved")]
    [InlineData(64, 64, "Interleaved")]
    public void Dense_layers_on_bits(int inputs, int outputs, string expected) => Assert.Equal(expected, $"{KernelCost.Fastest(Dense(inputs, outputs))}");

    [Theory]
    [InlineData(784, 4096, "ActiveRows")]
    [InlineData(784, 1024, "ActiveRows")]
    [InlineData(784, 64, "Interleaved")]
    public void Dense_layers_on_pixels(int inputs, int outputs, string expected) =>
        Assert.Equal(expected, $"{KernelCost.Fastest(new IntegerDense(X(ElementType.UInt8, 1, inputs), Weights(outputs, inputs)))}");

    /// <summary>The paper's convolutional network for CIFAR-10, CNV, which has no padding, and small ones.</summary>
    [Theory]
    [InlineData(128, 128, 32, 1, "PixelLanes")]
    [InlineData(128, 256, 16, 1, "PixelLanes")]
    [InlineData(256, 256, 16, 1, "PixelLanes")]
    [InlineData(256, 512, 8, 1, "ActiveRows")]
    [InlineData(512, 512, 8, 1, "ActiveRows")]
    [InlineData(64, 64, 30, 0, "PixelLanes")]
    [InlineData(64, 128, 14, 0, "PixelLanes")]
    [InlineData(128, 128, 12, 0, "PixelLanes")]
    [InlineData(128, 256, 5, 0, "ActiveRows")]
    [InlineData(256, 256, 3, 0, "ActiveRows")]
    [InlineData(16, 16, 14, 1, "PixelLanes")]
    [InlineData(1, 8, 4, 1, "Interleaved")]
    public void Convolutions_of_three_by_three_taps(int channels, int outputs, int side, int padding, string expected) =>
        Assert.Equal(expected, $"{KernelCost.Fastest(Convolution(channels, outputs, side, new(3, 1, padding, padding, 1)))}");

    [Fact]
    public void Dense_layers_of_fewer_than_64_outputs_keep_their_XNOR_kernel()
    {
        foreach (int inputs in (int[])[1, 64, 784, 1024, 8192])
        {
            for (int outputs = 1; outputs < 64; outputs++)
                Assert.Equal(KernelSet.Interleaved, KernelCost.Fastest(Dense(inputs, outputs)));
        }
    }

    [Fact]
    public void Only_windows_without_steps_have_pixels_for_lanes()
    {
        Assert.True(double.IsFinite(KernelCost.Cycles(Convolution(8, 8, 9, new(3, 1, 1, 1, 1)), KernelSet.PixelLanes)));
        Assert.True(double.IsInfinity(KernelCost.Cycles(Convolution(8, 8, 9, new(3, 2, 1, 1, 1)), KernelSet.PixelLanes)));
        Assert.True(double.IsInfinity(KernelCost.Cycles(Convolution(8, 8, 9, new(3, 1, 1, 1, 2)), KernelSet.PixelLanes)));
        Assert.True(double.IsInfinity(KernelCost.Cycles(Convolution(1, 1, 70, new(65, 1, 0, 0, 1)), KernelSet.PixelLanes)));
    }

    [Fact]
    public void Convolutions_of_more_outputs_than_a_tile_holds_have_no_rows()
    {
        Assert.True(double.IsFinite(KernelCost.Cycles(Convolution(1, 8128, 1, new(1, 1, 0, 0, 1)), KernelSet.ActiveRows)));
        Assert.True(double.IsInfinity(KernelCost.Cycles(Convolution(1, 8129, 1, new(1, 1, 0, 0, 1)), KernelSet.ActiveRows)));
    }

    private static BinaryDense Dense(int inputs, int outputs) => new(X(ElementType.Bit, 1, inputs), Weights(outputs, inputs));

    private static BinaryConv Convolution(int channels, int outputs, int side, WindowAxis axis) =>
        new(X(ElementType.Bit, 1, side, side, channels), Weights(outputs, axis.Size, axis.Size, channels), new(axis, axis), 1);

    private static Input X(ElementType element, params int[] shape) => new(new(element, new([.. shape])));

    private static Constant Weights(params int[] shape) => new(BitTensor.FromPredicate(new([.. shape]), _ => true));
}
