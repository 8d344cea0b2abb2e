// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class DropoutTests
{
    [Theory]
    [InlineData(0.2f)]
    [InlineData(0.5f)]
    public void Numbers_are_dropped_with_the_probability_and_the_others_scaled(float probability)
    {
        const int Count = 100 * 200;
        var ones = new Matrix(100, 200);
        ones.Values.AsSpan().Fill(1);
        float[] result = new Dropout(probability, Machines.OneThread).Forward(ones, new Noise(4)).Values;
        Assert.Equal(probability, result.Count(x => x == 0) / (double)Count, 5 * Math.Sqrt(probability * (1 - probability) / Count));
        Assert.All(result, x => Assert.True(x == 0 || x == 1 / (1 - probability)));
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences_under_the_same_noise() =>
        FiniteDifferences.Check(new Dropout(0.3f, Machines.OneThread), RandomMatrix.Normal(4, 9, 1), new Noise(3));

    [Fact]
    public void Every_step_drops_others_and_any_number_of_threads_the_same()
    {
        Assert.NotEqual(Step(1, 1), Step(1, 2));
        Assert.Equal(Step(1, 1), Step(3, 1));

        static float[] Step(int threads, ulong noise) =>
            [.. new Dropout(0.5f, Machines.With(threads)).Forward(RandomMatrix.Normal(10, 9, 1), new Noise(noise)).Values];
    }

    [Fact]
    public void At_inference_nothing_is_dropped()
    {
        var input = RandomMatrix.Normal(3, 4, 1);
        float[] before = [.. input.Values];
        Assert.Equal(before, new Dropout(0.5f, Machines.OneThread).Infer(input).Values);
    }
}
