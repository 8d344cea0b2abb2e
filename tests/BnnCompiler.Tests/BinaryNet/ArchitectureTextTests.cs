// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Tests.BinaryNet;

public class ArchitectureTextTests
{
    [Theory]
    [InlineData("mlp:784-4096-4096-4096-10")]
    [InlineData("mlp:784-10")]
    [InlineData("mlp:1x28x28-16-10")]
    [InlineData("mlp:3x1x5-10")]
    [InlineData("conv:3x32x32-128C3-128C3-MP2-256C3-256C3-MP2-512C3-512C3-MP2-1024-1024-10")]
    [InlineData("conv:1x1x8-4C1-10")]
    public void A_text_that_is_read_is_printed_the_same(string text)
    {
        var architecture = Architecture.Parse(text);

        Assert.Equal(text, architecture.ToString());
        Assert.Equal(architecture, Architecture.Parse(text));
    }

    [Fact]
    public void Layers_know_what_they_read()
    {
        var architecture = Architecture.Parse("conv:3x9x8-16C3-MP2-5C5-10");

        Assert.Equal([new ConvolutionLayer(16, 3, 2), new ConvolutionLayer(5, 5, 1), new DenseLayer(10)], architecture.Layers.AsEnumerable());
        Assert.Equal([new(3, 9, 8), new(16, 4, 4), new(5, 4, 4)], Enumerable.Range(0, 3).Select(architecture.InputOf));
        Assert.Equal([27, 400, 80], Enumerable.Range(0, 3).Select(architecture.FanInOf));
        Assert.Equal([16, 3, 3, 3], architecture.WeightShapeOf(0).AsEnumerable());
        Assert.Equal([80, 10], architecture.WeightShapeOf(2).AsEnumerable());
    }

    [Fact]
    public void Only_a_row_of_numbers_is_flat()
    {
        Assert.True(Architecture.Parse("mlp:784-10").IsFlat);
        Assert.False(Architecture.Parse("mlp:1x28x28-10").IsFlat);
        Assert.False(Architecture.Parse("conv:1x1x8-4C1-10").IsFlat);
    }

    [Theory]
    [InlineData("", "neither 'mlp:' nor 'conv:'")]
    [InlineData("784-10", "neither 'mlp:' nor 'conv:'")]
    [InlineData("mlp:", "'' is not an input: channels x height x width, such as 3x32x32, or the number of inputs, such as 784")]
    [InlineData("mlp:784", "does not end in a dense layer")]
    [InlineData("mlp:28x28-10", "'28x28' is not an input")]
    [InlineData("conv:784-8C3-10", "'784' is not an input: channels x height x width, such as 3x32x32")]
    [InlineData("mlp:784--10", "'' is not a layer")]
    [InlineData("mlp:784-0", "'0' is not a layer")]
    [InlineData("mlp:784- 10", "' 10' is not a layer")]
    [InlineData("mlp:784-+10", "'+10' is not a layer")]
    [InlineData("mlp:784-9999999999", "'9999999999' is not a layer")]
    [InlineData("mlp:784-8C3-10", "'8C3' is a convolution, which an 'mlp:' has none of")]
    [InlineData("mlp:784-MP2-10", "the pool 'MP2' does not stand behind a convolution")]
    [InlineData("conv:3x8x8-8C3", "does not end in a dense layer")]
    [InlineData("conv:3x8x8-10", "it has no convolution")]
    [InlineData("conv:3x8x8-8C4-10", "the kernel of '8C4' is even")]
    [InlineData("conv:3x8x8-8C-10", "'8C' is not a layer")]
    [InlineData("conv:3x8x8-10-8C3-10", "behind the dense layer '10'")]
    [InlineData("conv:3x8x8-8C3-MP2-MP2-10", "does not stand behind a convolution")]
    [InlineData("conv:3x8x8-8C3-MP1-10", "the pool 'MP1' reads an image of 8x8")]
    [InlineData("conv:3x8x8-8C3-MP9-10", "the pool 'MP9' reads an image of 8x8")]
    [InlineData("conv:3x30000x30000-8C3-10", "the input '3x30000x30000' has more than 268435456 elements")]
    [InlineData("mlp:900000000-10", "the input '900000000' has more than 268435456 elements")]
    [InlineData("mlp:784-900000-10", "the layer '900000' on 1x1x784 has weights, or sums, of more than 268435456 elements")]
    [InlineData("conv:3x8x8-8C999999999-10", "more than 268435456 elements")]
    [InlineData("conv:3x5000x5000-64C1-10", "more than 268435456 elements")]
    public void What_is_no_architecture_is_refused(string text, string reason)
    {
        var error = Assert.Throws<DiagnosticException>(() => Architecture.Parse(text)).Diagnostic;

        Assert.Equal("BNN1018", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("An architecture reads mlp:784-4096-4096-4096-10", error.Message, StringComparison.Ordinal);
    }
}
