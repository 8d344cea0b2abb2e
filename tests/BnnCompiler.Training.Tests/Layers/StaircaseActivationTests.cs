// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class StaircaseActivationTests
{
    // More than a vector, so that both the vectors and the rest are seen.
    private const int Columns = 37;

    public static TheoryData<string, float, float, bool> Values => new()
    {
        { "Ternary", -1000, -1, false },
        { "Ternary", MathF.BitDecrement(-1), -1, false },
        { "Ternary", -1, -1, true },
        { "Ternary", MathF.BitDecrement(-0.5f), -1, true },
        { "Ternary", -0.5f, 0, true },
        { "Ternary", -0f, 0, true },
        { "Ternary", MathF.BitDecrement(0.5f), 0, true },
        { "Ternary", 0.5f, 1, true },
        { "Ternary", 1, 1, true },
        { "Ternary", MathF.BitIncrement(1), 1, false },
        { "Ternary", float.NaN, -1, false },
        { "TwoBit", float.NegativeInfinity, -1.5f, false },
        { "TwoBit", MathF.BitDecrement(-1.5f), -1.5f, false },
        { "TwoBit", -1.5f, -1.5f, true },
        { "TwoBit", MathF.BitDecrement(-1), -1.5f, true },
        { "TwoBit", -1, -0.5f, true },
        { "TwoBit", -float.Epsilon, -0.5f, true },
        { "TwoBit", -0f, 0.5f, true },
        { "TwoBit", 0, 0.5f, true },
        { "TwoBit", MathF.BitDecrement(1), 0.5f, true },
        { "TwoBit", 1, 1.5f, true },
        { "TwoBit", 1.5f, 1.5f, true },
        { "TwoBit", MathF.BitIncrement(1.5f), 1.5f, false },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_taken_from_its_limit_on_and_the_gradient_passes_from_the_first_to_the_last(string kind, float x, float value, bool passes)
    {
        var staircase = Staircases.Of(Enum.Parse<ActivationKind>(kind))!;
        var layer = new StaircaseActivation(staircase, Machines.OneThread);
        var input = new Matrix(1, Columns);
        input.Values.AsSpan().Fill(x);
        Assert.All(layer.Forward(input, default).Values, found => Assert.Equal(value, found));
        Assert.All(layer.Infer(input).Values, found => Assert.Equal(value, found));
        Assert.Equal(value, staircase.Of(x));
        var gradient = RandomMatrix.Normal(1, Columns, 1);
        float[] expected = [.. gradient.Values.Select(g => passes ? g : 0)];
        Assert.Equal(expected, layer.Backward(gradient).Values);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same()
    {
        Assert.Equal(Of(1), Of(3));

        static float[] Of(int threads)
        {
            var layer = new StaircaseActivation(Staircase.TwoBit, Machines.With(threads));
            float[] values = [.. layer.Forward(RandomMatrix.Normal(10, Columns, 1), default).Values];
            return [.. values, .. layer.Backward(RandomMatrix.Normal(10, Columns, 2)).Values];
        }
    }

    [Fact]
    public void A_sign_is_a_staircase_of_one_step()
    {
        float[] numbers = RandomMatrix.Normal(1, Columns, 3).Values, signs = new float[Columns], values = new float[Columns];
        Binarization.Deterministic(numbers, signs);
        Staircases.Apply(Staircase.Sign, numbers, values);
        Assert.Equal(signs, values);
    }
}
