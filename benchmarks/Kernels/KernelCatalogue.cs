// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime;

namespace KernelBenchmark;

/// <summary>
/// All kernels on the layers that they are made for. To add one, write a function that makes its data and returns a case that calls it, and a line in
/// <see cref="All"/>.
/// </summary>
internal static class KernelCatalogue
{
    // Of 784-4096-4096-4096-10 (W1) and TFC (W4).
    private static readonly DenseLayer[] Dense = [new(784, 4096), new(4096, 4096), new(784, 64), new(64, 64)];

    private static readonly DenseLayer[] SmallDense = [new(784, 64), new(64, 64), new(256, 512)];

    // Of W1, and of W2.
    private static readonly DenseLayer[] WideDense = [new(784, 4096), new(4096, 4096), new(8192, 1024), new(1024, 1024)];

    // First layers on 8-bit pixels: W1 and the MLP that comes along.
    private static readonly DenseLayer[] PixelDense = [new(784, 4096), new(784, 1024)];

    // Of the paper's ConvNet for CIFAR-10 (W2), and of CNV (W3), which pads nothing.
    private static readonly ConvolutionLayer[] Convolutions =
    [
        new(32, 128, 128, 1), new(16, 128, 256, 1), new(16, 256, 256, 1), new(8, 256, 512, 1), new(8, 512, 512, 1),
        new(30, 64, 64, 0), new(14, 64, 128, 0), new(12, 128, 128, 0), new(5, 128, 256, 0), new(3, 256, 256, 0),
    ];

    // First layers of W2 and W3.
    private static readonly ConvolutionLayer[] PixelConvolutions = [new(32, 3, 128, 1), new(32, 3, 64, 0)];

    /// <summary>Every case.</summary>
    public static IEnumerable<KernelCase> All =>
    [
        .. Dense.Select(XnorDenseThreshold),
        .. SmallDense.Select(NibbleDenseThreshold),
        .. WideDense.Select(BitSlicedCases.Dense),
        .. WideDense.Select(BitSlicedCases.Batch),
        .. Convolutions.Select(XnorConvolutionThreshold),
        .. Convolutions.Select(BitSlicedCases.Rows),
        .. Convolutions.Select(BitSlicedCases.Pixels),
        .. PixelDense.Select(PlaneDenseThreshold),
        .. PixelDense.Select(BitSlicedCases.DenseOnPixels),
        .. PixelConvolutions.Select(SignedConvolutionThreshold),
        .. PixelConvolutions.Select(PatternConvolutionThreshold),
    ];

    private static KernelCase XnorDenseThreshold(DenseLayer layer)
    {
        ulong[] input = RandomData.Bits(1, layer.Inputs), weights = layer.Weights(), output = new ulong[RandomData.WordsFor(layer.Outputs)];
        int[] limits = RandomData.Limits(layer.Outputs, layer.Inputs / 2);
        return new("XnorDense.Threshold", layer.ToString(), () => XnorDense.Threshold(input, weights, limits, output));
    }

    private static KernelCase NibbleDenseThreshold(DenseLayer layer)
    {
        ulong[] input = RandomData.Bits(1, layer.Inputs), output = new ulong[RandomData.WordsFor(layer.Outputs)];
        var kernel = new NibbleDense(layer.Weights(), RandomData.Limits(layer.Outputs, layer.Inputs / 2), layer.Inputs);
        return new("NibbleDense.Threshold", layer.ToString(), () => kernel.Threshold(input, output));
    }

    private static KernelCase PlaneDenseThreshold(DenseLayer layer)
    {
        ulong[] planes = RandomData.Bits(8, layer.Inputs), weights = layer.Weights(), output = new ulong[RandomData.WordsFor(layer.Outputs)];
        int[] limits = RandomData.Limits(layer.Outputs, 0);
        return new("PlaneDense.Threshold", layer.ToString(), () => PlaneDense.Threshold(planes, weights, limits, output));
    }

    private static KernelCase XnorConvolutionThreshold(ConvolutionLayer layer)
    {
        ulong[] image = RandomData.Bits(layer.Side * layer.Side, layer.Channels), weights = RandomData.Bits(9 * layer.Outputs, layer.Channels);
        ulong[] output = new ulong[layer.ResultPixels * RandomData.WordsFor(layer.Outputs)];
        int[] limits = RandomData.Limits(layer.Outputs, 9 * layer.Channels / 2);
        byte[] classes = layer.Classes();
        var window = layer.Window;
        return new("XnorConvolution.Threshold", layer.ToString(),
            () => XnorConvolution.Threshold(image, window, weights, limits, classes, classes, output));
    }

    private static KernelCase SignedConvolutionThreshold(ConvolutionLayer layer)
    {
        byte[] image = RandomData.Bytes(layer.Side * layer.Side * layer.Channels), classes = layer.Classes();
        ulong[] weights = RandomData.Bits(9 * layer.Channels, layer.Outputs);
        ulong[] output = new ulong[layer.ResultPixels * RandomData.WordsFor(layer.Outputs)];
        int[] limits = RandomData.Limits(layer.Outputs, 0);
        var window = layer.Window;
        return new("SignedConvolution.Threshold", layer.ToString(),
            () => SignedConvolution.Threshold(image, window, weights, layer.Outputs, limits, classes, classes, output));
    }

    private static KernelCase PatternConvolutionThreshold(ConvolutionLayer layer)
    {
        byte[] image = RandomData.Bytes(layer.Side * layer.Side * layer.Channels), classes = layer.Classes();
        ulong[] output = new ulong[layer.ResultPixels * RandomData.WordsFor(layer.Outputs)];
        var kernel = new PatternConvolution(
            layer.Window,
            layer.Channels,
            RandomData.Bits(9 * layer.Channels, layer.Outputs),
            layer.Outputs,
            RandomData.Limits(layer.Outputs, 0),
            classes,
            classes,
            byte.MaxValue);
        return new("PatternConvolution.Threshold", layer.ToString(), () => kernel.Threshold(image, output));
    }
}
