// SPDX-License-Identifier: MIT
using SpeedBenchmark.Networks;

namespace SpeedBenchmark.Onnx;

/// <summary>
/// A network in 8-bit integers, the sign folded into requantization, which is as little as ONNX Runtime can be asked to do. An activation s = +1 or
/// -1 is the byte 255 or 0 with zero point 128, so it counts 127.5 s - 0.5, and a sum of w * q is 127.5 * (sum of w * s) - 0.5 * (sum of w). The
/// bias moves the limit, which lies in the middle between two sums, to 0, and requantization by a factor of 2 or more saturates to 0 or 255: that
/// is the sign. Padding is the byte 128, a true zero; what the taps outside take from the sum of the weights moves the limit by less than the
/// distance of two sums. Pixels are bytes with zero point 128 as well, which takes 0 for half a step too much where a first layer is padded: a few
/// bits at the border may differ. A further input channel, 1 inside of the image, makes that exact where it is less than a hundredth of the
/// network's work.
/// </summary>
internal static class Int8Model
{
    private const float Saturating = 1 / 256f;

    /// <summary>The bytes of the file; its input are the bytes of <see cref="Inputs"/>.</summary>
    public static byte[] Of(Network network)
    {
        var file = new OnnxFile();
        string value = OnnxFile.Input;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            value = ChannelsFirst.Flatten(file, value, network, i);
            if (i == network.Layers.Count - 1)
                return file.Bytes<byte>(InputDimensions(network), Scores(file, value, network), network.Classes);
            bool onPixels = i == 0 && !network.ReadsSigns;
            value = onPixels
                ? HasInside(network) ? SignsWithInside(file, value, layer) : Signs(file, value, layer, PixelBiases(network), weight: 2)
                : Signs(file, value, layer, Biases(layer), weight: 1);
            if (layer.Pool > 1)
                value = ChannelsFirst.Pool(file, value, layer);
        }

        throw new InvalidOperationException("a network without layers");
    }

    /// <summary>What the first layer reads for images: 0 and 255, or pixels with zero point 128.</summary>
    public static byte[] Inputs(Network network, ReadOnlySpan<byte> pixels)
    {
        int offset = network.ReadsSigns ? 0 : AreBytes(network) ? 128 : 255, divisor = offset == 128 ? 1 : 2;
        int length = network.Image.Count, stride = InputDimensions(network).Aggregate((product, extent) => product * extent);
        byte[] inputs = new byte[pixels.Length / length * stride];
        Array.Fill(inputs, (byte)129);
        for (int i = 0; i < pixels.Length; i++)
        {
            inputs[(i / length * stride) + (i % length)] = network.ReadsSigns
                ? (byte)(pixels[i] >= network.SignFrom ? 255 : 0)
                : (byte)((network.Steps[pixels[i]] + offset) / divisor);
        }

        return inputs;
    }

    /// <summary>Dimensions of the input behind the batch.</summary>
    public static int[] InputDimensions(Network network) =>
        HasInside(network) ? [network.Image.Channels + 1, network.Image.Height, network.Image.Width] : ChannelsFirst.InputDimensions(network);

    private static bool HasInside(Network network)
    {
        var first = network.Layers[0];
        long work = network.Layers.Sum(layer => (long)layer.Sums.Count * layer.FanIn);
        long further = (long)first.Sums.Count * first.KernelHeight * first.KernelWidth;
        return !network.ReadsSigns && first.Padding > 0 && !AreBytes(network) && 100 * further < work;
    }

    // Steps that fit a signed byte are that byte; odd ones up to 255 are 2 q + 1.
    private static bool AreBytes(Network network) => network.Steps.All(step => step is >= -128 and <= 127);

    private static int[] Biases(Layer layer)
    {
        int[] biases = new int[layer.Outputs];
        for (int output = 0; output < biases.Length; output++)
        {
            // Sums have the parity of the number of terms; beyond all sums one limit is as good as another.
            int limit = Math.Clamp(layer.Limits[output], -layer.FanIn - 1, layer.FanIn + 1);
            int least = (limit + layer.FanIn) % 2 == 0 ? limit : limit + 1;
            biases[output] = -(int)Math.Round((127.5 * (least - 1)) - (0.5 * layer.WeightSum(output)));
        }

        return biases;
    }

    // Weights of 2 make sums even and limits odd, so none is 0.
    private static int[] PixelBiases(Network network)
    {
        var layer = network.Layers[0];
        bool areBytes = AreBytes(network);
        int[] biases = new int[layer.Outputs];
        for (int output = 0; output < biases.Length; output++)
        {
            int least = areBytes ? 2 * layer.Limits[output] : layer.Limits[output] - layer.WeightSum(output);
            biases[output] = 1 - (least + (least & 1));
        }

        return biases;
    }

    // A pixel is 2 q + 1, so its sum is that of 2 w * q and, over the taps inside, that of w. All of it twice, so that sums are even and limits odd.
    private static string SignsWithInside(OnnxFile file, string value, Layer layer)
    {
        int channels = layer.Input.Channels, taps = layer.KernelHeight * layer.KernelWidth;
        sbyte[] signs = ChannelsFirst.Weights(layer);
        sbyte[] weights = new sbyte[layer.Outputs * (channels + 1) * taps];
        for (int i = 0; i < signs.Length; i++)
        {
            int row = i / layer.FanIn * (channels + 1) * taps;
            weights[row + (i % layer.FanIn)] = (sbyte)(4 * signs[i]);
            weights[row + (channels * taps) + (i % taps)] += (sbyte)(2 * signs[i]);
        }

        int[] biases = Array.ConvertAll(layer.Limits, limit => 1 - (2 * limit));
        string constant = file.Constant<sbyte>(weights, layer.Outputs, channels + 1, layer.KernelHeight, layer.KernelWidth);
        return Convolved(file, value, layer, constant, biases);
    }

    private static string Convolved(OnnxFile file, string value, Layer layer, string weights, int[] biases)
    {
        string one = file.Scalar(1f), middle = file.Scalar<byte>(128);
        string bias = file.Constant<int>(biases, layer.Outputs);
        string[] inputs = [value, one, middle, weights, one, file.Scalar<sbyte>(0), file.Scalar(Saturating), middle, bias];
        return file.Node("QLinearConv", inputs, ChannelsFirst.Window(layer));
    }

    private static string Signs(OnnxFile file, string value, Layer layer, int[] biases, sbyte weight)
    {
        sbyte[] weights = Array.ConvertAll(ChannelsFirst.Weights(layer), sign => (sbyte)(weight * sign));
        if (!layer.IsDense)
            return Convolved(file, value, layer, file.Constant<sbyte>(weights, ChannelsFirst.Dimensions(layer)), biases);
        string one = file.Scalar(1f), middle = file.Scalar<byte>(128);
        return file.Node("com.microsoft.QGemm",
        [
            value, one, middle, DenseWeights(file, weights, layer), one, file.Scalar<sbyte>(0),
            file.Constant<int>(biases, layer.Outputs), file.Scalar(Saturating), middle,
        ]);
    }

    // Without a scale of its result QGemm gives floats.
    private static string Scores(OnnxFile file, string value, Network network)
    {
        var layer = network.Layers[^1];
        var lines = Enumerable.Range(0, network.Classes).Select(network.ScoreLine).ToArray();
        int[] biases = [.. lines.Select((_, output) => (int)Math.Round(0.5 * layer.WeightSum(output)))];
        string sums = file.Node("com.microsoft.QGemm",
        [
            value, file.Scalar(1 / 127.5f), file.Scalar<byte>(128), DenseWeights(file, ChannelsFirst.Weights(layer), layer),
            file.Constant<float>([.. lines.Select(line => line.Slope)], network.Classes),
            file.Constant<sbyte>(new sbyte[network.Classes], network.Classes),
            file.Constant<int>(biases, network.Classes),
        ]);
        return lines.All(line => line.Offset == 0)
            ? sums
            : file.Node("Add", [sums, file.Constant<float>([.. lines.Select(line => line.Offset)], network.Classes)]);
    }

    // [inputs, outputs], as QGemm wants constants that it packs.
    private static string DenseWeights(OnnxFile file, sbyte[] weights, Layer layer)
    {
        sbyte[] transposed = new sbyte[weights.Length];
        for (int i = 0; i < weights.Length; i++)
            transposed[(i % layer.FanIn * layer.Outputs) + (i / layer.FanIn)] = weights[i];
        return file.Constant<sbyte>(transposed, layer.FanIn, layer.Outputs);
    }
}
