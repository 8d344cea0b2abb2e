// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.IR;
using BnnCompiler.Tests.Networks;

namespace BnnCompiler.Tests.BinaryNet;

/// <summary>
/// A network evaluated straight from the authors' formulas, on images [C, H, W] as they have them: true convolutions with zero padding, the pool in
/// front of the batch norm, rows of dense weights in the order channel, row, column.
/// </summary>
internal sealed record AuthorsNetwork(BinaryNetModel Model) : INetwork
{
    public bool IsExactInFloat32 => false;

    public Graph ToGraph(string name) => (Model with { Name = name }).ToGraph();

    public bool MayBeRefused(string code) => false;

    public IEnumerable<NetworkCase> Smaller(float[][] examples) => [];

    public float[] Evaluate(float[] example)
    {
        double[] x = [.. example.Select(p => (double)p)];
        var layers = Model.Architecture.Layers;
        for (int i = 0; i < layers.Length; i++)
        {
            var input = Model.Architecture.InputOf(i);
            var parameters = Model.Layers[i];

            // The first layer reads M p / 255 + O; its sums are exact, and rounded once (docs/numerics.md).
            Func<double, double, float> rounded = i == 0
                ? (sum, signs) => (float)((Model.Pixels.Multiplier / 255.0 * sum) + (Model.Pixels.Offset * signs))
                : (sum, _) => (float)sum;
            float[] sums = layers[i] is ConvolutionLayer convolution
                ? Pooled(Convolved(x, input, convolution, parameters.Weights, rounded), input, convolution)
                : Multiplied(x, layers[i].Outputs, parameters.Weights, rounded);
            int size = sums.Length / layers[i].Outputs;
            float[] normalized = [.. sums.Select((sum, place) => Normalized(sum, parameters, place / size))];
            if (i == layers.Length - 1)
                return normalized;
            x = [.. normalized.Select(value => value >= 0 ? 1.0 : -1.0)];
        }

        throw new InvalidOperationException("a network has a layer");
    }

    private static float Normalized(float sum, LayerParameters layer, int n) =>
        (((sum + layer.Bias[n]) - layer.Mean[n]) * (layer.Gamma[n] * layer.InverseDeviation[n])) + layer.Beta[n];

    private static int Sign(float weight) => weight >= 0 ? 1 : -1;

    private static float[] Multiplied(double[] x, int outputs, float[] weights, Func<double, double, float> rounded)
    {
        float[] sums = new float[outputs];
        for (int n = 0; n < outputs; n++)
        {
            double sum = 0, signs = 0;
            for (int k = 0; k < x.Length; k++)
            {
                sum += x[k] * Sign(weights[(k * outputs) + n]);
                signs += Sign(weights[(k * outputs) + n]);
            }

            sums[n] = rounded(sum, signs);
        }

        return sums;
    }

    /// <summary>y[m, i, j] = sum over c, u, v of x[c, i - u, j - v] * w[m, c, u, v], with u and v counted from the middle of the filter.</summary>
    private static float[] Convolved(double[] x, ImageShape image, ConvolutionLayer layer, float[] weights, Func<double, double, float> rounded)
    {
        var (channels, height, width) = image;
        int kernel = layer.Kernel, half = kernel / 2;
        float[] sums = new float[layer.Outputs * height * width];
        for (int place = 0; place < sums.Length; place++)
        {
            int m = place / width / height, i = place / width % height, j = place % width;
            double sum = 0, signs = 0;
            for (int tap = 0; tap < channels * kernel * kernel; tap++)
            {
                int c = tap / kernel / kernel, row = i - ((tap / kernel % kernel) - half), column = j - ((tap % kernel) - half);
                if (row < 0 || row >= height || column < 0 || column >= width)
                    continue;
                int sign = Sign(weights[(m * channels * kernel * kernel) + tap]);
                sum += x[(((c * height) + row) * width) + column] * sign;
                signs += sign;
            }

            sums[place] = rounded(sum, signs);
        }

        return sums;
    }

    private static float[] Pooled(float[] sums, ImageShape image, ConvolutionLayer layer)
    {
        int pool = layer.Pool, height = image.Height / pool, width = image.Width / pool;
        return [.. from m in Enumerable.Range(0, layer.Outputs)
                   from i in Enumerable.Range(0, height)
                   from j in Enumerable.Range(0, width)
                   select (from u in Enumerable.Range(0, pool)
                           from v in Enumerable.Range(0, pool)
                           select sums[(((m * image.Height) + (i * pool) + u) * image.Width) + (j * pool) + v]).Max()];
    }
}
