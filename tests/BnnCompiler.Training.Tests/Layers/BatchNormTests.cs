// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class BatchNormTests
{
    private const float Epsilon = 1e-4f, Momentum = 0.1f;

    [Fact]
    public void A_batch_is_normalized_by_its_own_statistics()
    {
        // 1, 5, 3, 3, -1, 7: mean 3, deviations -2, 2, 0, 0, -4, 4, variance 40 / 6.
        double inverse = 1 / Math.Sqrt((40 / 6.0) + Epsilon);
        var layer = Norm(1);
        (layer.Gamma.Values[0], layer.Beta.Values[0]) = (-2, 0.5f);
        float[] result = layer.Forward(Matrices.Column(1, 5, 3, 3, -1, 7), default).Values;
        double[] deviations = [-2, 2, 0, 0, -4, 4];
        for (int i = 0; i < deviations.Length; i++)
            Assert.Equal((-2 * deviations[i] * inverse) + 0.5, result[i], 1e-6);
    }

    [Fact]
    public void Running_averages_are_of_the_mean_of_sum_and_bias_and_of_the_inverse_deviation()
    {
        var layer = Norm(1, learnsBias: true);
        layer.Bias.Values[0] = 2;
        layer.Forward(Matrices.Column(1, 5), default); // mean 3, variance 4
        layer.Forward(Matrices.Column(-1, 7), default); // mean 3, variance 16
        Assert.Equal((0.9 * (0.1 * 5)) + (0.1 * 5), layer.Mean[0], 1e-6);
        Assert.Equal((0.9 * (0.9 + (0.1 / Math.Sqrt(4 + Epsilon)))) + (0.1 / Math.Sqrt(16 + Epsilon)), layer.InverseDeviation[0], 1e-6);
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        var layer = Norm(3);
        float[] gamma = [0.5f, -1.25f, 2];
        gamma.CopyTo(layer.Gamma.Values, 0);
        RandomMatrix.Normal(1, 3, 2).Values.CopyTo(layer.Beta.Values, 0);
        FiniteDifferences.Check(layer, RandomMatrix.Normal(7, 3, 1));
    }

    [Fact]
    public void A_large_epsilon_is_in_the_gradient_too()
    {
        var layer = new BatchNorm("norm", 2, new(0.5f, Momentum, LearnsBias: false, PowerRounding.Round), Machines.OneThread);
        FiniteDifferences.Check(layer, RandomMatrix.Normal(3, 2, 1));
    }

    [Fact]
    public void The_gradient_of_the_bias_is_the_sum_of_the_inputs_gradients_which_is_zero()
    {
        // The mean takes the bias out again.
        var layer = Norm(2, learnsBias: true);
        layer.Bias.Gradient.AsSpan().Fill(7);
        layer.Forward(RandomMatrix.Normal(9, 2, 1), default);
        layer.Backward(RandomMatrix.Normal(9, 2, 2));
        Assert.Equal([layer.Gamma, layer.Beta, layer.Bias], layer.Parameters);
        Assert.All(layer.Bias.Gradient, gradient => Assert.Equal(0, gradient, 1e-5));
        Assert.Equal(2, Norm(2).Parameters.Count);
    }

    [Fact]
    public void A_bias_does_not_change_the_result_in_training()
    {
        Assert.Equal(Result(0), Result(3));

        static float[] Result(float bias)
        {
            var layer = Norm(1, learnsBias: true);
            layer.Bias.Values[0] = bias;
            return layer.Forward(Matrices.Column(1, 2, 4), default).Values;
        }
    }

    [Fact]
    public void A_channel_without_variance_stays_finite()
    {
        var layer = Norm(1);
        layer.Beta.Values[0] = 0.25f;
        Assert.Equal([0.25f, 0.25f], layer.Forward(Matrices.Column(5, 5), default).Values);
        Assert.All(layer.Backward(Matrices.Column(1, -1)).Values, gradient => Assert.Equal(100, Math.Abs(gradient), 1e-3)); // 1 / sqrt(1e-4)
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same()
    {
        Assert.Equal(Step(1), Step(3));

        static float[] Step(int threads)
        {
            var layer = new BatchNorm("norm", 50, new(Epsilon, Momentum, LearnsBias: true, PowerRounding.Round), Machines.With(threads));
            float[] result = layer.Forward(RandomMatrix.Normal(70, 50, 1), default).Values;
            float[] gradient = layer.Backward(RandomMatrix.Normal(70, 50, 2)).Values;
            return [.. result, .. gradient, .. layer.Gamma.Gradient, .. layer.Beta.Gradient, .. layer.Bias.Gradient, .. layer.Mean,
                .. layer.InverseDeviation];
        }
    }

    private static BatchNorm Norm(int channels, bool learnsBias = false) =>
        new("norm", channels, new(Epsilon, Momentum, learnsBias, PowerRounding.Round), Machines.OneThread);
}
