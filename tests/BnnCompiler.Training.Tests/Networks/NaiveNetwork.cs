// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;

namespace BnnCompiler.Training.Tests.Networks;

/// <summary>
/// Scores of a network in training, in float64 and as plainly as the paper has them. Of a network of few values it is the function whose gradient
/// the straight-through estimator is: at the parameters that it was made with, the weights and activations are signs, or steps of a staircase; from
/// there a weight counts with its changes, and an activation with the changes of clip(a, first value, last value). Which number of a window is the
/// greatest, the first of equal ones, stays as it was there too: whole numbers are often equal.
/// </summary>
/// <param name="architecture">The layers.</param>
/// <param name="steps">What becomes of weights; null if they stay what they are.</param>
/// <param name="activated">What becomes of activations; null for clip(a, -1, 1).</param>
/// <param name="epsilon">Of the batch norm.</param>
internal sealed class NaiveNetwork(Architecture architecture, Staircase? steps, Staircase? activated, double epsilon)
{
    private readonly Dictionary<(int Layer, int Index), double> _offsets = [];
    private readonly Dictionary<(int Layer, int Example), int[]> _greatest = [];

    /// <summary>Scores of some examples.</summary>
    /// <param name="examples">Each its pixels' channels one after the other.</param>
    /// <param name="parameters">Of each layer weights (outputs x fan-in), gamma and beta.</param>
    public double[][] Scores(double[][] examples, double[][] parameters)
    {
        double[][] current = examples;
        for (int layer = 0; layer < architecture.Layers.Length; layer++)
        {
            int index = layer;
            double[] weights = [.. parameters[3 * layer].Select((w, i) => steps is null ? w : Straight(-1 - index, i, steps, w, w))];
            double[][] sums = [.. current.Select((example, e) => architecture.Layers[index] is ConvolutionLayer convolution
                ? Pooled(
                    Convolution(example, weights, architecture.InputOf(index), convolution), architecture.InputOf(index), convolution, (index, e))
                : Dense(example, weights))];
            current = Normalized(sums, parameters[(3 * layer) + 1], parameters[(3 * layer) + 2]);
            if (layer < architecture.Layers.Length - 1)
                current = [.. current.Select((example, e) => example.Select((a, i) => Activated(index, (e * example.Length) + i, a)).ToArray())];
        }

        return current;
    }

    private double Activated(int layer, int index, double a) => activated is null
        ? Math.Clamp(a, -1, 1)
        : Straight(layer, index, activated, a, Math.Clamp(a, activated.First, activated.Last));

    // staircase(x0) + f(x) - f(x0), where x0 is what x was at first.
    private double Straight(int layer, int index, Staircase staircase, double x, double fOfX)
    {
        if (!_offsets.TryGetValue((layer, index), out double offset))
            _offsets[(layer, index)] = offset = staircase.Of((float)x) - fOfX;
        return fOfX + offset;
    }

    private static double[] Dense(double[] input, double[] weights) =>
        [.. Enumerable.Range(0, weights.Length / input.Length).Select(o => input.Select((x, i) => x * weights[(o * input.Length) + i]).Sum())];

    private static double[] Convolution(double[] input, double[] weights, ImageShape shape, ConvolutionLayer layer)
    {
        int kernel = layer.Kernel, outputs = layer.Outputs;
        double[] sums = new double[shape.Height * shape.Width * outputs];
        for (int i = 0; i < sums.Length; i++)
        {
            int y = i / outputs / shape.Width, x = i / outputs % shape.Width;
            for (int tap = 0; tap < kernel * kernel; tap++)
            {
                int yy = y + (tap / kernel) - (kernel / 2), xx = x + (tap % kernel) - (kernel / 2);
                for (int c = 0; c < shape.Channels && yy >= 0 && yy < shape.Height && xx >= 0 && xx < shape.Width; c++)
                {
                    sums[i] += input[(((yy * shape.Width) + xx) * shape.Channels) + c]
                        * weights[((((i % outputs) * kernel * kernel) + tap) * shape.Channels) + c];
                }
            }
        }

        return sums;
    }

    private double[] Pooled(double[] sums, ImageShape shape, ConvolutionLayer layer, (int Layer, int Example) at)
    {
        if (!_greatest.TryGetValue(at, out int[]? greatest))
            _greatest[at] = greatest = Greatest(sums, shape, layer);
        return [.. greatest.Select(place => sums[place])];
    }

    private static int[] Greatest(double[] sums, ImageShape shape, ConvolutionLayer layer)
    {
        int pool = layer.Pool, width = shape.Width / pool, outputs = layer.Outputs;
        int[] greatest = new int[shape.Height / pool * width * outputs];
        for (int i = 0; i < greatest.Length; i++)
        {
            int y = i / outputs / width * pool, x = i / outputs % width * pool;
            var window = Enumerable.Range(0, pool * pool)
                .Select(tap => ((((y + (tap / pool)) * shape.Width) + x + (tap % pool)) * outputs) + (i % outputs));
            greatest[i] = window.MaxBy(place => sums[place]);
        }

        return greatest;
    }

    private double[][] Normalized(double[][] sums, double[] gamma, double[] beta)
    {
        int channels = gamma.Length;
        double[][] result = [.. sums.Select(example => new double[example.Length])];
        for (int channel = 0; channel < channels; channel++)
        {
            double[] numbers = [.. sums.SelectMany(example => example.Where((_, i) => i % channels == channel))];
            double mean = numbers.Average(), inverse = 1 / Math.Sqrt(numbers.Average(x => (x - mean) * (x - mean)) + epsilon);
            for (int e = 0; e < sums.Length; e++)
            {
                for (int i = channel; i < sums[e].Length; i += channels)
                    result[e][i] = (gamma[channel] * ((sums[e][i] - mean) * inverse)) + beta[channel];
            }
        }

        return result;
    }
}
