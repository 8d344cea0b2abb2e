// SPDX-License-Identifier: MIT
using SpeedBenchmark.Networks;

namespace SpeedBenchmark.Onnx;

/// <summary>
/// A network as PyTorch exports it: Conv or Gemm with float weights of +1 and -1, BatchNormalization, Sign, MaxPool where the network's author has
/// it. A batch norm changes its sign in the middle between the two sums next to our limit, so rounding cannot change a bit.
/// </summary>
internal static class FloatModel
{
    /// <summary>The bytes of the file; its input are the floats of <see cref="Inputs"/>.</summary>
    public static byte[] Of(Network network)
    {
        var file = new OnnxFile();
        string value = OnnxFile.Input;
        float scale = network.ReadsSigns ? 1 : Scale(network);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            bool isLast = i == network.Layers.Count - 1;
            value = ChannelsFirst.Flatten(file, value, network, i);
            float[] weights = Array.ConvertAll(ChannelsFirst.Weights(layer), weight => (float)weight);
            value = layer.IsDense
                ? file.Node("Gemm", [value, file.Constant<float>(weights, layer.Outputs, layer.FanIn)], OnnxFile.Int("transB", 1))
                : file.Node("Conv", [value, file.Constant<float>(weights, ChannelsFirst.Dimensions(layer))], ChannelsFirst.Window(layer));
            if (layer.Pool > 1 && !layer.PoolsSigns)
                value = ChannelsFirst.Pool(file, value, layer);
            if (isLast)
                return file.Bytes<float>(ChannelsFirst.InputDimensions(network), Scores(file, value, network), network.Classes);
            value = Normalized(file, value, Ones(layer), new float[layer.Outputs], [.. layer.Limits.Select(limit => (float)((limit - 0.5) / scale))]);
            value = file.Node("Sign", [value]);
            if (layer.Pool > 1 && layer.PoolsSigns)
                value = ChannelsFirst.Pool(file, value, layer);
            scale = 1;
        }

        throw new InvalidOperationException("a network without layers");
    }

    /// <summary>What the first layer reads for images: +1 and -1, or numbers from -1 to 1.</summary>
    public static float[] Inputs(Network network, ReadOnlySpan<byte> pixels)
    {
        float scale = network.ReadsSigns ? 1 : Scale(network);
        float[] inputs = new float[pixels.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = network.ReadsSigns ? (pixels[i] >= network.SignFrom ? 1 : -1) : network.Steps[pixels[i]] / scale;
        return inputs;
    }

    private static float Scale(Network network) => network.Steps.Max(step => Math.Abs((float)step));

    private static string Scores(OnnxFile file, string sums, Network network)
    {
        var lines = Enumerable.Range(0, network.Classes).Select(network.ScoreLine).ToArray();
        return lines.All(line => line == (1, 0))
            ? sums
            : Normalized(file, sums, [.. lines.Select(line => line.Slope)], [.. lines.Select(line => line.Offset)], new float[network.Classes]);
    }

    private static float[] Ones(Layer layer) => [.. Enumerable.Repeat(1f, layer.Outputs)];

    private static string Normalized(OnnxFile file, string value, float[] scale, float[] bias, float[] mean)
    {
        int channels = scale.Length;
        float[] variance = [.. Enumerable.Repeat(1f, channels)];
        string[] inputs = [value, .. new[] { scale, bias, mean, variance }.Select(values => file.Constant<float>(values, channels))];
        return file.Node("BatchNormalization", inputs, OnnxFile.Float("epsilon", 0));
    }
}
