// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class SignActivationTests
{
    // More than a vector, so that both the vectors and the rest are seen.
    private const int Columns = 37;

    public static TheoryData<float, float, bool> Signs => new()
    {
        { 0, 1, true },
        { -0f, 1, true },
        { float.Epsilon, 1, true },
        { -float.Epsilon, -1, true },
        { 0.5f, 1, true },
        { 1, 1, true },
        { -1, -1, true },
        { MathF.BitIncrement(1), 1, false },
        { MathF.BitDecrement(-1), -1, false },
        { 1000, 1, false },
        { float.NegativeInfinity, -1, false },
    };

    [Theory]
    [MemberData(nameof(Signs))]
    public void The_sign_of_zero_is_plus_one_and_the_gradient_passes_from_minus_one_to_one(float x, float sign, bool passes)
    {
        var layer = new SignActivation(isStochastic: false, Machines.OneThread);
        var input = new Matrix(1, Columns);
        input.Values.AsSpan().Fill(x);
        Assert.All(layer.Forward(input, default).Values, value => Assert.Equal(sign, value));
        var gradient = RandomMatrix.Normal(1, Columns, 1);
        float[] expected = [.. gradient.Values.Select(g => passes ? g : 0)];
        Assert.Equal(expected, layer.Backward(gradient).Values);
    }

    [Fact]
    public void The_gradient_of_stochastic_signs_is_masked_by_their_input_too()
    {
        var layer = new SignActivation(isStochastic: true, Machines.OneThread);
        layer.Forward(Matrices.Of([-1.5f, -1, 0, 0.5f, 1, 1.5f]), new Noise(1));
        Assert.Equal([0, 2, 3, 4, 5, 0], layer.Backward(Matrices.Of([1, 2, 3, 4, 5, 6])).Values);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(-0.9f)]
    [InlineData(-0.25f)]
    [InlineData(0)]
    [InlineData(0.5f)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_stochastic_sign_is_plus_one_as_often_as_the_hard_sigmoid_says(float x)
    {
        const int Count = 100 * 200;
        var input = new Matrix(100, 200);
        input.Values.AsSpan().Fill(x);
        float[] signs = new SignActivation(isStochastic: true, Machines.With(3)).Forward(input, new Noise(2)).Values;
        double probability = Math.Clamp((x + 1) / 2, 0, 1);
        Assert.Equal(probability, signs.Count(sign => sign == 1) / (double)Count, 5 * Math.Sqrt(probability * (1 - probability) / Count));
        Assert.All(signs, sign => Assert.Equal(1, Math.Abs(sign)));
    }

    [Fact]
    public void Stochastic_signs_are_drawn_anew_in_every_step_and_for_every_row()
    {
        var layer = new SignActivation(isStochastic: true, Machines.OneThread);
        var zeros = new Matrix(2, 64);
        float[] first = [.. layer.Forward(zeros, new Noise(1)).Values], second = [.. layer.Forward(zeros, new Noise(2)).Values];
        Assert.NotEqual(first, second);
        Assert.NotEqual(first[..64], first[64..]);
    }

    [Fact]
    public void Any_number_of_threads_draws_the_same_signs()
    {
        Assert.Equal(Drawn(1), Drawn(3));

        static float[] Drawn(int threads) =>
            new SignActivation(isStochastic: true, Machines.With(threads)).Forward(RandomMatrix.Normal(10, 37, 1), new Noise(1)).Values;
    }

    [Fact]
    public void At_inference_nothing_is_random() =>
        Assert.Equal([-1, 1, 1], new SignActivation(isStochastic: true, Machines.OneThread).Infer(Matrices.Of([-0.01f, 0, 0.01f])).Values);
}
