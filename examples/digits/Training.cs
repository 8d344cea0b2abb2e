// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>
/// Trains a <see cref="BinaryNetwork"/> as the paper does: deterministic signs, straight-through gradients, Adam, squared hinge loss.
/// One thread and a fixed order of every sum, so the result is the same to the last bit wherever it runs.
/// </summary>
internal static class Training
{
    private const int Batch = 100;
    private const float FirstRate = 0.01f;

    /// <summary>Trains on <paramref name="digits"/>, going through them <paramref name="epochs"/> times.</summary>
    public static void Train(BinaryNetwork network, DigitSet digits, int epochs, ulong seed)
    {
        var random = new RandomNumbers(seed);
        LayerTraining[] layers = [.. network.Layers.Select(layer => new LayerTraining(layer, Batch, random))];
        float[][] images = [.. digits.Images.Select(BinaryNetwork.Binarize)];
        int[] order = [.. Enumerable.Range(0, images.Length)];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            float rate = FirstRate * (epochs - epoch) / epochs;
            random.Shuffle(order);
            foreach (int[] batch in order.Chunk(Batch).Where(batch => batch.Length == Batch))
            {
                Forward(layers, [.. batch.SelectMany(i => images[i])]);
                Backward(layers, [.. batch.Select(i => digits.Labels[i])]);
                foreach (var layer in layers)
                    layer.Step(rate);
            }
        }

        MeasureStatistics(network, images);
    }

    private static void Forward(LayerTraining[] layers, float[] signs)
    {
        foreach (var layer in layers)
        {
            layer.Forward(signs);
            signs = [.. layer.Outputs.Select(BinaryLayer.Sign)];
        }
    }

    private static void Backward(LayerTraining[] layers, byte[] labels)
    {
        float[] gradients = HingeGradients(layers[^1].Outputs, labels);
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            layers[i].Backward(gradients);
            if (i > 0)
                gradients = ThroughSign(layers[i].InputGradients, layers[i - 1].Outputs);
        }
    }

    // The loss is the mean of max(0, 1 - t y)^2, with t = +1 for the right class and -1 for the others.
    private static float[] HingeGradients(float[] scores, byte[] labels)
    {
        float[] gradients = new float[scores.Length];
        int classes = scores.Length / labels.Length;
        for (int i = 0; i < scores.Length; i++)
        {
            float target = labels[i / classes] == i % classes ? 1 : -1;
            gradients[i] = -2 * target * Math.Max(0, 1 - (target * scores[i])) / scores.Length;
        }

        return gradients;
    }

    // The sign's own gradient is 0 everywhere; that of clip(x, -1, 1) stands in for it.
    private static float[] ThroughSign(float[] gradients, float[] values) =>
        [.. gradients.Select((gradient, i) => Math.Abs(values[i]) <= 1 ? gradient : 0)];

    // Mean and variance of every channel over all training digits, layer by layer: batches saw weights that have changed since.
    private static void MeasureStatistics(BinaryNetwork network, float[][] signs)
    {
        foreach (var layer in network.Layers)
        {
            float[][] sums = [.. signs.Select(_ => new float[layer.Outputs])];
            for (int n = 0; n < signs.Length; n++)
                layer.Sum(signs[n], sums[n]);
            for (int o = 0; o < layer.Outputs; o++)
            {
                double mean = sums.Sum(row => (double)row[o]) / sums.Length;
                layer.Mean[o] = (float)mean;
                layer.Variance[o] = (float)(sums.Sum(row => (row[o] - mean) * (row[o] - mean)) / sums.Length);
            }

            foreach (float[] row in sums)
                layer.Normalize(row);
            signs = [.. sums.Select(row => row.Select(BinaryLayer.Sign).ToArray())];
        }
    }
}
