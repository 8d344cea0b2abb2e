// SPDX-License-Identifier: MIT
using System.Numerics;
using BnnCompiler.Runtime;

namespace KernelBenchmark;

/// <summary>The bit-sliced kernels. Limits are random planes: no kernel's time depends on them.</summary>
internal static class BitSlicedCases
{
    private const int Examples = 64;

    /// <summary>Active rows of bits, half of them active.</summary>
    public static KernelCase Dense(DenseLayer layer)
    {
        ulong[] input = RandomData.Bits(1, layer.Inputs), weights = Rows(layer.Inputs, layer.Outputs), limits = Limits(layer.Inputs, layer.Outputs);
        ulong[] output = new ulong[RandomData.WordsFor(layer.Outputs)];
        return new(
            "SlicedDense.Threshold", layer.ToString(), () => SlicedDense.Threshold(input, layer.Inputs, weights, limits, layer.Outputs, output));
    }

    /// <summary>The same of bytes, plane by plane.</summary>
    public static KernelCase DenseOnPixels(DenseLayer layer)
    {
        byte[] pixels = RandomData.Bytes(layer.Inputs);
        ulong[] weights = Rows(layer.Inputs, layer.Outputs), limits = Limits(255 * layer.Inputs, layer.Outputs);
        ulong[] output = new ulong[RandomData.WordsFor(layer.Outputs)];
        return new("SlicedDense.Threshold, bytes", layer.ToString(), () => SlicedDense.Threshold(pixels, weights, limits, layer.Outputs, output));
    }

    /// <summary>64 examples at once.</summary>
    public static KernelCase Batch(DenseLayer layer)
    {
        ulong[] inputs = RandomData.Bits(Examples, layer.Inputs);
        ulong[] weights = Rows(layer.Inputs, layer.Outputs), limits = Limits(layer.Inputs, layer.Outputs);
        int words = RandomData.WordsFor(layer.Outputs);
        ulong[] output = new ulong[Examples * words];
        return new("SlicedBatch.Threshold, 64 examples", layer.ToString(),
            () => SlicedBatch.Threshold(inputs, layer.Words, layer.Inputs, weights, limits, layer.Outputs, output, words, Examples));
    }

    /// <summary>Active rows of a convolution.</summary>
    public static KernelCase Rows(ConvolutionLayer layer)
    {
        ulong[] image = RandomData.Bits(layer.Side * layer.Side, layer.Channels), weights = Rows(9 * layer.Channels, layer.Outputs);
        ulong[] limits = Limits(9 * layer.Channels, layer.Outputs), output = new ulong[layer.ResultPixels * RandomData.WordsFor(layer.Outputs)];
        byte[] classes = layer.Classes();
        return new("SlicedConvolution.Threshold", layer.ToString(),
            () => SlicedConvolution.Threshold(image, layer.Window, layer.Channels, weights, limits, classes, classes, layer.Outputs, output));
    }

    /// <summary>Pixels for lanes.</summary>
    public static KernelCase Pixels(ConvolutionLayer layer)
    {
        ulong[] image = RandomData.Bits(layer.Side * layer.Side, layer.Channels);
        ulong[] output = new ulong[layer.ResultPixels * RandomData.WordsFor(layer.Outputs)];
        byte[] classes = layer.Classes();
        var kernel = new PixelConvolution(
            layer.Window, layer.Channels, RandomData.Bits(layer.Outputs, 9 * layer.Channels), RandomData.Limits(layer.Outputs, 0), classes, classes);
        return new("PixelConvolution.Threshold", layer.ToString(), () => kernel.Threshold(image, output));
    }

    /// <summary>A row of outputs for each input, and one of zeros.</summary>
    private static ulong[] Rows(int inputs, int outputs) => [.. RandomData.Bits(inputs, outputs), .. new ulong[RandomData.WordsFor(outputs)]];

    /// <summary>One plane more than the greatest sum has bits.</summary>
    private static ulong[] Limits(int greatest, int outputs) => RandomData.Bits(BitOperations.Log2((uint)greatest) + 2, outputs);
}
