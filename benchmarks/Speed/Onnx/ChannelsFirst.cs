// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Protos;
using SpeedBenchmark.Networks;

namespace SpeedBenchmark.Onnx;

/// <summary>Layers in ONNX's order, channels first.</summary>
internal static class ChannelsFirst
{
    /// <summary>Weights as [outputs, channels, rows, columns]; of a dense layer that is [outputs, inputs].</summary>
    public static sbyte[] Weights(Layer layer)
    {
        int taps = layer.KernelHeight * layer.KernelWidth, channels = layer.Input.Channels;
        sbyte[] moved = new sbyte[layer.Weights.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            int output = i / layer.FanIn, channel = i / taps % channels, tap = i % taps;
            moved[i] = layer.Weights[(output * layer.FanIn) + (tap * channels) + channel];
        }

        return moved;
    }

    /// <summary>Dimensions of the weights of a convolution.</summary>
    public static int[] Dimensions(Layer layer) => [layer.Outputs, layer.Input.Channels, layer.KernelHeight, layer.KernelWidth];

    /// <summary>Dimensions of an image as a network reads it: a vector where the first layer is dense.</summary>
    public static int[] InputDimensions(Network network) =>
        network.Layers[0].IsDense ? [network.Image.Count] : [network.Image.Channels, network.Image.Height, network.Image.Width];

    /// <summary>Attributes of a convolution.</summary>
    public static AttributeProto[] Window(Layer layer) =>
    [
        OnnxFile.Ints("kernel_shape", layer.KernelHeight, layer.KernelWidth),
        OnnxFile.Ints("strides", layer.Stride, layer.Stride),
        OnnxFile.Ints("pads", layer.Padding, layer.Padding, layer.Padding, layer.Padding),
    ];

    /// <summary>Adds the max pool of a layer.</summary>
    public static string Pool(OnnxFile file, string value, Layer layer) =>
        file.Node("MaxPool", [value], OnnxFile.Ints("kernel_shape", layer.Pool, layer.Pool), OnnxFile.Ints("strides", layer.Pool, layer.Pool));

    /// <summary>Adds the flatten in front of a dense layer that reads an image.</summary>
    public static string Flatten(OnnxFile file, string value, Network network, int index) =>
        index > 0 && network.Layers[index].IsDense && !network.Layers[index - 1].IsDense ? file.Node("Flatten", [value]) : value;
}
