// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Recipes;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Networks;

/// <summary>
/// <see cref="TrainingNetwork.Infer"/> against docs/numerics.md, which is what a compiled network computes: whole-number sums, and float32
/// operations one by one.
/// </summary>
public class TrainingNetworkInferenceTests
{
    private const int Images = 5;

    [Theory]
    [InlineData("mlp:13-9-7-4", 1)]
    [InlineData("mlp:784-130-65-10", 1)]
    [InlineData("mlp:784-130-65-10", 3)]
    [InlineData("conv:3x5x7-9C3-MP2-5-4", 1)]
    [InlineData("conv:1x7x5-6C5-66C3-MP2-5C3-11-4", 1)]
    [InlineData("conv:1x7x5-6C5-66C3-MP2-5C3-11-4", 3)]
    [InlineData("conv:2x7x7-8C3-MP3-8C1-10-3", 1)]
    [InlineData("mlp:784-130-65-10", 1, "Ternary", "Ternary")]
    [InlineData("mlp:784-130-65-10", 3, "Stochastic", "TwoBit")]
    [InlineData("conv:1x7x5-6C5-66C3-MP2-5C3-11-4", 3, "Ternary", "Deterministic")]
    [InlineData("conv:1x7x5-6C5-66C3-MP2-5C3-11-4", 3, "Ternary", "TwoBit")]
    [InlineData("conv:2x7x7-8C3-MP3-8C1-10-3", 1, "Deterministic", "Ternary")]
    public void Scores_of_a_network_of_few_values_are_those_of_numerics_md(
        string text, int threads, string weights = "Deterministic", string activations = "Deterministic")
    {
        var recipe = new Recipe
        {
            Network = text,
            Dataset = "mnist",
            Biases = true,
            Seed = 3,
            Weights = Enum.Parse<WeightKind>(weights),
            Activations = Enum.Parse<ActivationKind>(activations),
        };
        var network = TrainingNetwork.Create(Architecture.Parse(text), recipe, Machines.With(threads));
        var random = new RandomNumbers(4);
        foreach (var norm in network.Blocks.Select(block => block.Norm))
        {
            // gamma around 0, so that about half of the channels fall; means around those of sums.
            Draw(norm.Gamma.Values, 1);
            Draw(norm.Beta.Values, 1);
            Draw(norm.Bias.Values, 1);
            Draw(norm.Mean, 3);
            Draw(norm.InverseDeviation, 0.1);
        }

        var pixels = new Matrix(Images * network.Architecture.Height * network.Architecture.Width, network.Architecture.Channels);
        foreach (ref float pixel in pixels.Values.AsSpan())
            pixel = random.Below(256);
        float[][] images = [.. pixels.Values.Chunk(pixels.Values.Length / Images)];
        Assert.Equal(images.SelectMany(image => Scores(network, image)), network.Infer(pixels).Values);

        void Draw(float[] values, double size)
        {
            foreach (ref float value in values.AsSpan())
                value = (float)(size * random.Normal());
        }
    }

    private static float[] Scores(TrainingNetwork network, float[] pixels)
    {
        // Whole numbers and halves, of which float64 holds every sum.
        double[] values = [.. pixels.Select(pixel => (double)pixel)];
        for (int layer = 0; ; layer++)
        {
            var shape = network.Architecture.InputOf(layer);
            double[] inputs = values, weights = [.. network.Blocks[layer].Weights.Latent.Values.Select(w => (double)network.Weights!.Of(w))];
            var convolution = network.Architecture.Layers[layer] as ConvolutionLayer;
            double[] sums = Sums(inputs, weights, shape, convolution), ofOnes = Sums([.. inputs.Select(_ => 1.0)], weights, shape, convolution);

            // "pixels through an affine map a p + b, times bits: float32(a · sum + b · sum of weights), computed in float64": 2 p / 255 - 1.
            float[] numbers = [.. sums.Zip(ofOnes, (sum, ones) => (float)(layer > 0 ? sum : (2.0 / 255 * sum) + (-1.0 * ones)))];
            float[] normalized = Normalized(Pooled(numbers, shape, convolution), network.Blocks[layer].Norm);
            if (layer == network.Blocks.Count - 1)
                return normalized;
            values = [.. normalized.Select(number => (double)network.Activations!.Of(number))];
        }
    }

    // Rows of weights are an output's; in an image, and in a kernel, channels come last.
    private static double[] Sums(double[] inputs, double[] weights, ImageShape shape, ConvolutionLayer? convolution)
    {
        if (convolution is null)
            return [.. weights.Chunk(inputs.Length).Select(row => row.Zip(inputs, (w, x) => w * x).Sum())];
        int kernel = convolution.Kernel;
        var sums = new List<double>();
        for (int pixel = 0; pixel < shape.Height * shape.Width; pixel++)
        {
            foreach (double[] filter in weights.Chunk(kernel * kernel * shape.Channels))
                sums.Add(Enumerable.Range(0, filter.Length).Sum(i => filter[i] * Tap(pixel, i / shape.Channels, i % shape.Channels)));
        }

        return [.. sums];

        double Tap(int pixel, int tap, int channel)
        {
            int y = (pixel / shape.Width) + (tap / kernel) - (kernel / 2), x = (pixel % shape.Width) + (tap % kernel) - (kernel / 2);
            bool isInside = y >= 0 && y < shape.Height && x >= 0 && x < shape.Width;
            return isInside ? inputs[(((y * shape.Width) + x) * shape.Channels) + channel] : 0;
        }
    }

    private static float[] Pooled(float[] numbers, ImageShape shape, ConvolutionLayer? convolution)
    {
        if (convolution is null)
            return numbers;
        int pool = convolution.Pool, outputs = convolution.Outputs;
        var greatest = new List<float>();
        for (int y = 0; y + pool <= shape.Height; y += pool)
        {
            for (int x = 0; x + pool <= shape.Width; x += pool)
            {
                for (int o = 0; o < outputs; o++)
                {
                    greatest.Add(Enumerable.Range(0, pool * pool)
                        .Max(tap => numbers[((((y + (tap / pool)) * shape.Width) + x + (tap % pool)) * outputs) + o]));
                }
            }
        }

        return [.. greatest];
    }

    private static float[] Normalized(float[] numbers, BnnCompiler.Training.Layers.Normalization norm) => [.. numbers.Select((number, i) =>
    {
        int c = i % norm.Mean.Length;
        float shifted = number + norm.Bias.Values[c];
        float centred = shifted - norm.Mean[c];
        float scale = norm.Gamma.Values[c] * norm.InverseDeviation[c];
        float scaled = centred * scale;
        return scaled + norm.Beta.Values[c];
    })];
}
