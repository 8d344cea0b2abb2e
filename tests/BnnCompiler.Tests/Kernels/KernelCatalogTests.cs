// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.Kernels;

/// <summary>What the costs of kernels make of layers: a change of them is seen here, and has to be measured.</summary>
public class KernelCatalogTests
{
    [Fact]
    public void Every_kernel_is_in_a_catalogue()
    {
        var listed = new[] { CSharpKernels.Fastest, CKernels.Interleaved, CKernels.Sliced }
            .SelectMany(catalog => catalog.Kernels).SelectMany(Members).Select(kernel => kernel.GetType());
        var forgotten = typeof(Kernel).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Kernel)) && type != typeof(FirstThatFits)).Except(listed);
        Assert.True(!forgotten.Any(), $"Add {string.Join(", ", forgotten.Select(type => type.Name))} to CSharpKernels.cs or CKernels.cs.");

        static IEnumerable<Kernel> Members(Kernel kernel) => kernel is FirstThatFits first ? first.Kernels : [kernel];
    }

    /// <summary>The paper's dense network for MNIST, and a small one.</summary>
    [Theory]
    [InlineData(784, 4096, "Sliced")]
    [InlineData(4096, 4096, "Sliced")]
    [InlineData(8192, 1024, "Sliced")]
    [InlineData(1024, 1024, "Sliced")]
    [InlineData(512, 512, "Sliced")]
    [InlineData(256, 512, "Nibble")]
    [InlineData(256, 576, "Sliced")]
    [InlineData(784, 64, "Nibble")]
    [InlineData(64, 64, "Nibble")]
    public void Dense_layers_on_bits(int inputs, int outputs, string expected) => Assert.Equal(expected, Chosen(Dense(inputs, outputs)));

    [Theory]
    [InlineData(784, 4096, "Sliced")]
    [InlineData(784, 1024, "Sliced")]
    [InlineData(784, 64, "Plane")]
    public void Dense_layers_on_pixels(int inputs, int outputs, string expected) =>
        Assert.Equal(expected, Chosen(new IntegerDense(X(ElementType.UInt8, 1, inputs), Weights(outputs, inputs))));

    /// <summary>The paper's convolutional network for CIFAR-10, CNV, which has no padding, and small ones.</summary>
    [Theory]
    [InlineData(128, 128, 32, 1, "Pixel")]
    [InlineData(128, 256, 16, 1, "Pixel")]
    [InlineData(256, 256, 16, 1, "Pixel")]
    [InlineData(256, 512, 8, 1, "Sliced")]
    [InlineData(512, 512, 8, 1, "Sliced")]
    [InlineData(64, 64, 30, 0, "Pixel")]
    [InlineData(64, 128, 14, 0, "Pixel")]
    [InlineData(128, 128, 12, 0, "Pixel")]
    [InlineData(128, 256, 5, 0, "Sliced")]
    [InlineData(256, 256, 3, 0, "Sliced")]
    [InlineData(16, 16, 14, 1, "Pixel")]
    [InlineData(1, 8, 4, 1, "Xnor")]
    public void Convolutions_of_three_by_three_taps(int channels, int outputs, int side, int padding, string expected) =>
        Assert.Equal(expected, Chosen(Convolution(channels, outputs, side, new(3, 1, padding, padding, 1))));

    [Fact]
    public void Dense_layers_of_fewer_than_64_outputs_count_differing_bits()
    {
        foreach (int inputs in (int[])[1, 64, 784, 1024, 8192])
        {
            for (int outputs = 1; outputs < 64; outputs++)
                Assert.NotEqual("Sliced", Chosen(Dense(inputs, outputs)));
        }
    }

    [Fact]
    public void Only_windows_without_steps_have_pixels_for_lanes()
    {
        Assert.True(new PixelConvThresholdKernel().Fits(Fused(Convolution(8, 8, 9, new(3, 1, 1, 1, 1)))));
        Assert.False(new PixelConvThresholdKernel().Fits(Fused(Convolution(8, 8, 9, new(3, 2, 1, 1, 1)))));
        Assert.False(new PixelConvThresholdKernel().Fits(Fused(Convolution(8, 8, 9, new(3, 1, 1, 1, 2)))));
        Assert.False(new PixelConvThresholdKernel().Fits(Fused(Convolution(1, 1, 70, new(65, 1, 0, 0, 1)))));
    }

    [Fact]
    public void Convolutions_of_more_outputs_than_a_tile_holds_have_no_rows()
    {
        Assert.Equal("Sliced", Chosen(Convolution(1, 8128, 1, new(1, 1, 0, 0, 1)), CSharpKernels.Rows));
        Assert.Equal("Xnor", Chosen(Convolution(1, 8129, 1, new(1, 1, 0, 0, 1)), CSharpKernels.Rows));
    }

    /// <summary>More pixels than the counters of a bit-sliced kernel hold are eight products of bits.</summary>
    [Fact]
    public void Sums_that_a_kernel_cannot_hold_get_another_one()
    {
        int most = ((int.MaxValue - 1) / 2) / byte.MaxValue;
        Assert.Equal("Sliced", Chosen(OnPixels(most), CSharpKernels.Rows));
        Assert.Equal("Plane", Chosen(OnPixels(most + 1), CSharpKernels.Rows));
        Assert.Null(CKernels.Sliced.Choose(Fused(OnPixels(most + 1))));

        static IntegerDense OnPixels(int inputs) => new(X(ElementType.UInt8, 1, inputs), Weights(1, inputs));
    }

    [Fact]
    public void A_layer_that_is_too_large_when_packed_is_refused()
    {
        var layer = Dense(64, 64);
        var graph = new Graph("g", [(Input)layer.Input], [layer]);
        var refusal = Assert.Throws<DiagnosticException>(() => new SelectKernels(new("none", [new TooSmall()])).Run(graph, new())).Diagnostic;
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("too large for its kernel: weights are too many", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("BNN2006", Assert.Throws<DiagnosticException>(() => new SelectKernels(new("none", [])).Run(graph, new())).Diagnostic.Code);
    }

    /// <summary>The first word of the kernel's name.</summary>
    private static string Chosen(Op layer, KernelCatalog? kernels = null)
    {
        var kernel = (kernels ?? CSharpKernels.Fastest).Choose(Fused(layer))!;
        return Regex.Match(kernel.Pack(Fused(layer), new(layer.Operands[0])).GetType().Name, "^[A-Z][a-z]+").Value;
    }

    private static Layer Fused(Op layer)
    {
        int outputs = layer.Type.Shape.Channels;
        var limits = new Constant(Tensor.Of(new(1, outputs), [.. new int[outputs]]));
        return new(layer, new Threshold(layer, limits, new Constant(BitTensor.FromPredicate(new(outputs), _ => false))));
    }

    private static BinaryDense Dense(int inputs, int outputs) => new(X(ElementType.Bit, 1, inputs), Weights(outputs, inputs));

    private static BinaryConv Convolution(int channels, int outputs, int side, WindowAxis axis) =>
        new(X(ElementType.Bit, 1, side, side, channels), Weights(outputs, axis.Size, axis.Size, channels), new(axis, axis), 1);

    private static Input X(ElementType element, params int[] shape) => new(new(element, new([.. shape])));

    private static Constant Weights(params int[] shape) => new(BitTensor.FromPredicate(new([.. shape]), _ => true));

    /// <summary>A kernel that takes every layer until it is packed.</summary>
    private sealed class TooSmall : Kernel
    {
        public override bool Fits(Layer layer) => true;

        public override double Cost(Layer layer) => 0;

        public override Op Pack(Layer layer, LayerInput input) => throw new InvalidOpException("weights are too many");
    }
}
