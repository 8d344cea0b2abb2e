// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class NormalizationTests
{
    private const float Epsilon = 1e-3f;

    [Fact]
    public void It_starts_as_nearly_the_identity()
    {
        var layer = Norm(NormKind.Batch, 2);
        Assert.Equal([3, -4], layer.Infer(Matrices.Of([3, -4])).Values);
    }

    [Fact]
    public void Inference_rounds_after_each_operation()
    {
        const int Channels = 21;
        var layer = Norm(NormKind.Batch, Channels);
        float[] gamma = layer.Gamma.Values, beta = layer.Beta.Values, bias = layer.Bias.Values, mean = layer.Mean, inverse = layer.InverseDeviation;
        foreach (var (values, seed) in new[] { (gamma, 1ul), (beta, 2ul), (bias, 3ul), (mean, 4ul), (inverse, 5ul) })
        {
            var random = new RandomNumbers(seed);
            foreach (ref float value in values.AsSpan())
                value = (float)random.Normal();
        }

        var input = RandomMatrix.Normal(40, Channels, 6);
        var result = layer.Infer(input);
        for (int row = 0; row < result.Rows; row++)
        {
            for (int c = 0; c < Channels; c++)
            {
                float centred = input.Row(row)[c] + bias[c];
                centred -= mean[c];
                float scale = gamma[c] * inverse[c];
                float scaled = centred * scale;
                Assert.Equal(scaled + beta[c], result.Row(row)[c]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_estimate_is_the_mean_and_the_deviation_of_all_data(int threads)
    {
        var layer = Norm(NormKind.Batch, 40, threads);
        layer.Estimate(Batches);
        var all = Batches().ToList();
        for (int c = 0; c < 40; c++)
        {
            double[] numbers = Numbers(all, c), centred = [.. numbers.Select(x => x - numbers.Average())];
            Assert.Equal(numbers.Average(), layer.Mean[c], 1e-5);
            Assert.Equal(1 / Math.Sqrt(centred.Average(x => x * x) + Epsilon), layer.InverseDeviation[c], 1e-5);
        }
    }

    [Fact]
    public void A_shift_based_estimate_multiplies_what_is_centred_with_its_powers()
    {
        var layer = Norm(NormKind.Shift, 40);
        layer.Estimate(Batches);
        var all = Batches().ToList();
        for (int c = 0; c < 40; c++)
        {
            double[] numbers = Numbers(all, c), centred = [.. numbers.Select(x => x - numbers.Average())];
            double variance = centred.Average(x => Math.Abs(x) * Math.Pow(2, Math.Round(Math.Log2(Math.Abs(x)))));
            Assert.Equal(numbers.Average(), layer.Mean[c], 1e-5);
            Assert.Equal(1 / Math.Sqrt(variance + Epsilon), layer.InverseDeviation[c], 1e-5);
        }
    }

    [Fact]
    public void An_estimate_of_the_mean_has_the_bias_in_it_and_that_of_the_deviation_has_not()
    {
        Normalization with = Norm(NormKind.Batch, 1), without = Norm(NormKind.Batch, 1);
        with.Bias.Values[0] = 2;
        foreach (var layer in new[] { with, without })
            layer.Estimate(() => [Matrices.Column(1, 2, 6)]);
        Assert.Equal(3 + 2, with.Mean[0]);
        Assert.Equal(3, without.Mean[0]);
        Assert.Equal(without.InverseDeviation[0], with.InverseDeviation[0]);
    }

    [Fact]
    public void An_estimate_of_one_batch_is_what_training_computes_for_it()
    {
        foreach (var kind in Enum.GetValues<NormKind>())
        {
            var layer = Norm(kind, 3);
            float[] trained = [.. layer.Forward(RandomMatrix.Normal(20, 3, 1), default).Values];
            layer.Estimate(() => [RandomMatrix.Normal(20, 3, 1)]);
            float[] inferred = layer.Infer(RandomMatrix.Normal(20, 3, 1)).Values;
            for (int i = 0; i < trained.Length; i++)
                Assert.Equal(trained[i], inferred[i], 1e-5);
        }
    }

    // Sizes and means differ, so that a mean over the batches' means would be another. An estimate may overwrite them.
    private static IEnumerable<Matrix> Batches()
    {
        for (int batch = 0; batch < 3; batch++)
        {
            var numbers = RandomMatrix.Normal(10 + (90 * batch), 40, (ulong)batch);
            foreach (ref float number in numbers.Values.AsSpan())
                number += 3 * batch;
            yield return numbers;
        }
    }

    private static double[] Numbers(List<Matrix> batches, int channel) =>
        [.. batches.SelectMany(batch => Enumerable.Range(0, batch.Rows).Select(row => (double)batch.Row(row)[channel]))];

    private static Normalization Norm(NormKind kind, int channels, int threads = 1)
    {
        var settings = new NormSettings(Epsilon, 0.1f, LearnsBias: true, PowerRounding.Round);
        return kind == NormKind.Batch
            ? new BatchNorm("norm", channels, settings, Machines.With(threads))
            : new ShiftBatchNorm("norm", channels, settings, Machines.With(threads));
    }
}
