// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

/// <summary>
/// Two channels by hand, epsilon 1, momentum 1/8. All numbers are sums of few powers of two, so that float32 is exact, but 1 / deviation.
/// <code>
/// channel 0: x = 1, 2, 4, 9: mean 4, C = -3, -2, 0, 5; gamma 3, beta 1/2; gradients g = 1, 2, -1, 4: mean 3/2
/// channel 1: x = 0, 0, 4, 4: mean 2, C = -2, -2, 2, 2; gamma -3/4, beta -1; gradients g = 2, 0, 0, 1: mean 3/4
/// </code>
/// </summary>
public class ShiftBatchNormTests
{
    private static readonly float[][] Input = [[1, 0], [2, 0], [4, 4], [9, 4]];
    private static readonly float[][] Gradient = [[1, 2], [2, 0], [-1, 0], [4, 1]];

    [Fact]
    public void Forward_with_rounded_powers()
    {
        // Channel 0: AP2(C) = -4, -2, 0, 4; C AP2(C) = 12, 4, 0, 20: mean 9; 1 / sqrt(9 + 1) = 0.316, AP2 of it 1/4.
        // x̂ = C / 4; AP2(3) = 4; y = 4 x̂ + 1/2 = C + 1/2.
        // Channel 1: C AP2(C) = 4; 1 / sqrt(4 + 1) = 0.447, AP2 of it 1/2; x̂ = -1, -1, 1, 1; AP2(-3/4) = -1; y = -x̂ - 1.
        var layer = Norm(PowerRounding.Round);
        Assert.Equal([-2.5f, 0, -1.5f, 0, 0.5f, -2, 5.5f, -2], layer.Forward(Matrices.Of(Input), default).Values);
    }

    [Fact]
    public void Forward_with_most_significant_bits()
    {
        // Channel 0: AP2(C) = -2, -2, 0, 4; C AP2(C) = 6, 4, 0, 20: mean 7.5; 1 / sqrt(8.5) = 0.343, AP2 of it 1/4; AP2(3) = 2; y = 2 C / 4 + 1/2.
        // Channel 1: 1 / sqrt(5) = 0.447, AP2 of it 1/4; x̂ = -1/2, -1/2, 1/2, 1/2; AP2(-3/4) = -1/2; y = -x̂ / 2 - 1.
        var layer = Norm(PowerRounding.MostSignificantBit);
        Assert.Equal([-1, -0.75f, -0.5f, -0.75f, 0.5f, -1.25f, 3, -1.25f], layer.Forward(Matrices.Of(Input), default).Values);
    }

    [Fact]
    public void Running_averages_are_of_the_mean_of_sum_and_bias_and_of_the_inverse_deviation_before_it_is_rounded()
    {
        var layer = Norm(PowerRounding.Round);
        layer.Bias.Values[0] = 1;
        layer.Forward(Matrices.Of(Input), default);
        layer.Forward(Matrices.Of(Input), default);

        // From 0 to 4 + 1, and from 0 to 2, in two steps: 1 - (7/8)² = 15/64 of the way. From 1 in the same way.
        Assert.Equal(5 * 15 / 64f, layer.Mean[0], 1e-6);
        Assert.Equal(2 * 15 / 64f, layer.Mean[1], 1e-6);
        Assert.Equal((49 / 64.0) + (15 / 64.0 / Math.Sqrt(10)), layer.InverseDeviation[0], 1e-6);
        Assert.Equal((49 / 64.0) + (15 / 64.0 / Math.Sqrt(5)), layer.InverseDeviation[1], 1e-6);
    }

    [Fact]
    public void Backward_with_rounded_powers()
    {
        // dx = AP2(gamma) i (g - mean of g - AP2(C) i² mean of g AP2(C)), with i = AP2(1 / deviation).
        // Channel 0: g AP2(C) = -4, -4, 0, 16: mean 2; i = 1/4; dx = 4/4 (g - 3/2 - AP2(C) / 8): 1 - 1.5 + 0.5, 2 - 1.5 + 0.25, -1 - 1.5, 4 - 1.5 -
        // 0.5.
        // Channel 1: g AP2(C) = -4, 0, 0, 2: mean -1/2; i = 1/2; dx = -1/2 (g - 3/4 + AP2(C) / 8): of 2 - 0.75 - 0.25, -0.75 - 0.25, -0.75 + 0.25, 1
        // - 0.75 + 0.25.
        var layer = Norm(PowerRounding.Round);
        layer.Forward(Matrices.Of(Input), default);
        Assert.Equal([0, -0.5f, 0.75f, 0.5f, -2.5f, 0.25f, 2, -0.25f], layer.Backward(Matrices.Of(Gradient)).Values);

        // Σ g AP2(x̂): x̂ = -0.75, -0.5, 0, 1.25 with the powers -1, -0.5, 0, 1; and -1, -1, 1, 1.
        Assert.Equal([-1 - 1 + 0 + 4, -2 + 1], layer.Gamma.Gradient);
        Assert.Equal([6, 3], layer.Beta.Gradient);

        // The sums' bias gets the sum of dx, which is not 0 here: AP2(C) does not add up to 0.
        Assert.Equal([0.25f, 0], layer.Bias.Gradient);
    }

    [Fact]
    public void Backward_with_most_significant_bits()
    {
        // Channel 0: g AP2(C) = -2, -4, 0, 16: mean 2.5; i = 1/4; dx = 2/4 (g - 1.5 - AP2(C) 2.5/16): of -0.1875, 0.8125, -2.5, 1.875.
        // Channel 1: g AP2(C) = -4, 0, 0, 2: mean -1/2; i = 1/4; dx = -1/8 (g - 0.75 + AP2(C) / 32): of 1.1875, -0.8125, -0.6875, 0.3125.
        var layer = Norm(PowerRounding.MostSignificantBit);
        layer.Forward(Matrices.Of(Input), default);
        Assert.Equal(
            [-0.09375f, -0.1484375f, 0.40625f, 0.1015625f, -1.25f, 0.0859375f, 0.9375f, -0.0390625f], layer.Backward(Matrices.Of(Gradient)).Values);

        // Channel 0: x̂ = -0.75, -0.5, 0, 1.25 with the powers -0.5, -0.5, 0, 1; channel 1: -0.5, -0.5, 0.5, 0.5.
        Assert.Equal([-0.5f - 1 + 0 + 4, -1 + 0.5f], layer.Gamma.Gradient);
        Assert.Equal([6, 3], layer.Beta.Gradient);
    }

    [Fact]
    public void Inference_multiplies_with_powers_of_the_running_averages()
    {
        // (x + b - mean) AP2(1 / deviation) AP2(gamma) + beta.
        Assert.Equal([((1 + 0.25f - 1.5f) * 0.25f * 4) + 0.5f, ((2 - 3) * 0.5f * -1) - 1], Inferred(PowerRounding.Round));
        Assert.Equal([((1 + 0.25f - 1.5f) * 0.25f * 2) + 0.5f, ((2 - 3) * 0.25f * -0.5f) - 1], Inferred(PowerRounding.MostSignificantBit));

        static float[] Inferred(PowerRounding rounding)
        {
            var layer = Norm(rounding);
            layer.Bias.Values[0] = 0.25f;
            (layer.Mean[0], layer.Mean[1]) = (1.5f, 3);
            (layer.InverseDeviation[0], layer.InverseDeviation[1]) = (0.3f, 0.4f);
            return layer.Infer(Matrices.Of([1, 2])).Values;
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same()
    {
        Assert.Equal(Step(1), Step(3));

        static float[] Step(int threads)
        {
            var layer = new ShiftBatchNorm("norm", 50, new(1e-5f, 0.125f, LearnsBias: true, PowerRounding.Round), Machines.With(threads));
            float[] result = layer.Forward(RandomMatrix.Normal(70, 50, 1), default).Values;
            float[] gradient = layer.Backward(RandomMatrix.Normal(70, 50, 2)).Values;
            return [.. result, .. gradient, .. layer.Gamma.Gradient, .. layer.Beta.Gradient, .. layer.Bias.Gradient, .. layer.Mean,
                .. layer.InverseDeviation];
        }
    }

    private static ShiftBatchNorm Norm(PowerRounding rounding)
    {
        var layer = new ShiftBatchNorm("norm", 2, new(1, 0.125f, LearnsBias: true, rounding), Machines.OneThread);
        (layer.Gamma.Values[0], layer.Gamma.Values[1]) = (3, -0.75f);
        (layer.Beta.Values[0], layer.Beta.Values[1]) = (0.5f, -1);
        return layer;
    }
}
