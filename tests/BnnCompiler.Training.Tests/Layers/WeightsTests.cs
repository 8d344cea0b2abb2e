// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class WeightsTests
{
    [Fact]
    public void Deterministic_weights_are_the_signs_of_the_latent_ones()
    {
        var weights = Of(WeightKind.Deterministic, 0.3f, -0.001f, 0, -1, 1);
        weights.Prepare(noise: new Noise(1), pack: false);
        Assert.Equal([1, -1, 1, -1, 1], weights.Effective.Values);
    }

    [Fact]
    public void Ternary_weights_are_the_nearest_of_minus_one_zero_and_one()
    {
        // More than a vector, so that both the vectors and the rest are seen.
        (float Latent, float Weight)[] pairs =
            [(-1, -1), (-0.51f, -1), (-0.5f, 0), (-0.1f, 0), (-0f, 0), (0, 0), (0.49f, 0), (MathF.BitDecrement(0.5f), 0), (0.5f, 1), (1, 1)];
        pairs = [.. pairs, .. pairs];
        var weights = Of(WeightKind.Ternary, [.. pairs.Select(pair => pair.Latent)]);
        weights.Prepare(noise: new Noise(1), pack: false);
        Assert.Equal(pairs.Select(pair => pair.Weight), weights.Effective.Values);
        Assert.False(weights.AreBinary);
        Assert.True(weights.Latent.IsLatent);
    }

    [Fact]
    public void Half_of_the_ternary_weights_start_at_zero()
    {
        var weights = WeightsOf.Kind(WeightKind.Ternary, 100, 100, Machines.OneThread);
        weights.Prepare(noise: null, pack: false);
        Assert.InRange(weights.Effective.Values.Count(w => w == 0), 4_750, 5_250);
    }

    [Fact]
    public void Real_weights_are_themselves()
    {
        var weights = Of(WeightKind.Real, 0.3f, -0.001f, 0, -1, 1);
        weights.Prepare(noise: new Noise(1), pack: false);
        Assert.Equal([0.3f, -0.001f, 0, -1, 1], weights.Effective.Values);
    }

    [Fact]
    public void Stochastic_weights_are_drawn_in_every_step_and_signs_at_inference()
    {
        var weights = WeightsOf.Kind(WeightKind.Stochastic, 40, 50, Machines.OneThread);
        float[] first = Prepared(new Noise(1)), second = Prepared(new Noise(2)), inference = Prepared(noise: null), again = Prepared(new Noise(1));
        Assert.NotEqual(first, second);
        Assert.Equal(first, again);
        Assert.Equal(weights.Latent.Values.Select(w => w >= 0 ? 1f : -1f), inference);

        float[] Prepared(Noise? noise)
        {
            weights.Prepare(noise, pack: false);
            return [.. weights.Effective.Values];
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-0.6f)]
    [InlineData(0)]
    [InlineData(0.25f)]
    [InlineData(1)]
    public void A_stochastic_weight_is_plus_one_as_often_as_its_hard_sigmoid_says(float latent)
    {
        const int Draws = 100 * 200;
        var matrix = new Matrix(100, 200);
        matrix.Values.AsSpan().Fill(latent);
        var weights = WeightsOf.Kind(WeightKind.Stochastic, matrix, Machines.With(3));
        weights.Prepare(new Noise(9), pack: false);
        double probability = (latent + 1) / 2, deviation = Math.Sqrt(probability * (1 - probability) / Draws);
        Assert.Equal(probability, weights.Effective.Values.Count(w => w == 1) / (double)Draws, 5 * deviation);
        Assert.All(weights.Effective.Values, w => Assert.Equal(1, Math.Abs(w)));
    }

    [Fact]
    public void Any_number_of_threads_draws_the_same_weights()
    {
        // Enough for a part per thread.
        Assert.Equal(Drawn(1), Drawn(3));

        static float[] Drawn(int threads)
        {
            var weights = WeightsOf.Kind(WeightKind.Stochastic, 130, 100, Machines.With(threads));
            weights.Prepare(new Noise(1), pack: false);
            return weights.Effective.Values;
        }
    }

    [Fact]
    public void The_bits_are_those_of_the_weights_in_every_step()
    {
        var weights = WeightsOf.Kind(WeightKind.Stochastic, 9, 70, Machines.OneThread);
        Matrix input = RandomMatrix.Signs(1, 70, 1), result = new(1, 9);
        for (ulong step = 1; step <= 3; step++)
        {
            weights.Prepare(new Noise(step), pack: true);
            weights.Packed.TimesTransposed(input.View, result.View);
            for (int output = 0; output < 9; output++)
                Assert.Equal(weights.Effective.Row(output).ToArray().Zip(input.Values, (w, x) => w * x).Sum(), result.Values[output]);
        }
    }

    [Fact]
    public void A_change_of_the_latent_weights_is_seen_once_it_is_told()
    {
        var weights = Of(WeightKind.Deterministic, 1, 1);
        weights.Prepare(noise: null, pack: false);
        weights.Latent.Values[1] = -0.5f;
        weights.Latent.HasChanged();
        weights.Prepare(noise: null, pack: false);
        Assert.Equal([1, -1], weights.Effective.Values);
    }

    [Fact]
    public void Latent_weights_start_evenly_between_minus_and_plus_one()
    {
        float[] values = WeightsOf.Kind(WeightKind.Deterministic, 100, 100, Machines.OneThread).Latent.Values;
        Assert.InRange(values.Min(), -1, -0.99);
        Assert.InRange(values.Max(), 0.99, 1);
        Assert.Equal(0, values.Average(), 5 / Math.Sqrt(3 * 10_000));
        Assert.Equal(1 / 3.0, values.Average(w => (double)w * w), 0.02);
    }

    [Fact]
    public void Real_weights_start_in_the_range_of_Glorot()
    {
        // sqrt(6 / (n_in + n_out)) = sqrt(6 / 150) = 0.2.
        float[] values = WeightsOf.Kind(WeightKind.Real, 50, 100, Machines.OneThread).Latent.Values;
        Assert.InRange(values.Min(), -0.2, -0.199);
        Assert.InRange(values.Max(), 0.199, 0.2);
    }

    private static Weights Of(WeightKind kind, params float[] latent)
    {
        var matrix = new Matrix(1, latent.Length);
        latent.CopyTo(matrix.Values, 0);
        return WeightsOf.Kind(kind, matrix, Machines.OneThread);
    }
}
