// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.BinaryNet;
using BnnCompiler.Onnx;
using BnnCompiler.Text;
using BnnCompiler.Training.Layers;

namespace BnnCompiler.Training.Networks;

/// <summary>Hands a trained network to the compiler: in the layout of the authors' files, which is another than that of training.</summary>
internal static class TrainedModel
{
    /// <summary>The network as a model of the compiler. Shift-based norms give their powers of two.</summary>
    public static BinaryNetModel Of(TrainingNetwork network, string name) => new(
        name,
        network.Architecture,
        [.. network.Blocks.Select((block, index) => new LayerParameters(
            WeightsOf(network.Architecture, index, block.Weights),
            block.Norm.Bias.Values,
            block.Norm.Beta.Values,
            block.Norm.InferenceGamma,
            block.Norm.Mean,
            block.Norm.InferenceInverseDeviation))],
        network.Pixels)
    {
        Weights = network.Weights ?? throw CannotBeCompiled(),
        Activations = network.Activations ?? throw CannotBeCompiled(),
    };

    /// <summary>A network in the format of a file's extension: .bnn or .onnx (QONNX), which bnnc compiles, or .npz, the authors' own.</summary>
    /// <exception cref="TrainingException">The extension is another, or it is a format that cannot say what the network is.</exception>
    public static byte[] Bytes(TrainingNetwork network, string name, string extension)
    {
        if (extension is not (".bnn" or ".onnx" or ".npz"))
            throw new TrainingException($"found the extension '{extension}', expected .bnn, .onnx or .npz");
        if (!network.IsFewValued)
            throw CannotBeCompiled();
        if (extension == ".npz" && !network.IsBinary)
        {
            throw new TrainingException(
                "the network has weights or activations of three or four values, and an .npz file can say signs only; expected .bnn or .onnx");
        }

        if (extension == ".npz" && !FitsNpz(network))
        {
            throw new TrainingException(
                $"the network reads pixels as p / 255 * {network.Pixels.Multiplier} + {network.Pixels.Offset}, which an .npz file cannot say; " +
                "expected 2 and -1, or .bnn or .onnx");
        }

        var model = Of(network, SafeName.Of(name, "model"));
        return extension switch
        {
            ".bnn" => Encoding.UTF8.GetBytes(BnnPrinter.Print(model.ToGraph())),
            ".onnx" => OnnxExporter.Export(model.ToGraph(), OnnxDialect.Qonnx),
            _ => model.ToNpz(),
        };
    }

    /// <summary>Whether the authors' format, in which pixels are always 2 p / 255 - 1, can hold it.</summary>
    public static bool FitsNpz(TrainingNetwork network) => network.IsBinary && network.Pixels == PixelScaling.FromMinusOneToOne;

    private static TrainingException CannotBeCompiled() => new(
        "the network has real weights or activations, which cannot be compiled; expected signs, or one of a few values. "
        + "A teacher is read from its run's folder");

    private static float[] WeightsOf(Architecture architecture, int index, Weights weights)
    {
        var (channels, height, width) = architecture.InputOf(index);
        return architecture.Layers[index] is ConvolutionLayer { Kernel: var kernel }
            ? Convolution(weights, channels, kernel)
            : Dense(weights, channels, height * width);
    }

    // From (outputs; rows, columns, channels) to (channels, rows, columns; outputs).
    private static float[] Dense(Weights weights, int channels, int pixels)
    {
        float[] result = new float[weights.Latent.Values.Length];
        for (int output = 0; output < weights.Outputs; output++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    result[(((channel * pixels) + pixel) * weights.Outputs) + output] =
                        weights.Latent.Values[(output * weights.FanIn) + (pixel * channels) + channel];
                }
            }
        }

        return result;
    }

    // From (outputs; rows, columns, channels) to (outputs, channels, rows, columns), turned by 180 degrees.
    private static float[] Convolution(Weights weights, int channels, int kernel)
    {
        float[] result = new float[weights.Latent.Values.Length];
        int taps = kernel * kernel;
        for (int output = 0; output < weights.Outputs; output++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    result[(((output * channels) + channel) * taps) + (taps - 1 - tap)] =
                        weights.Latent.Values[(output * weights.FanIn) + (tap * channels) + channel];
                }
            }
        }

        return result;
    }
}
