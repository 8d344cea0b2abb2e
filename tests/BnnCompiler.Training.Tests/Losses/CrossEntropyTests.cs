// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Losses;
using BnnCompiler.Training.Tests.Layers;

namespace BnnCompiler.Training.Tests.Losses;

public class CrossEntropyTests
{
    private static readonly float Ln2 = MathF.Log(2), Ln5 = MathF.Log(5);

    [Fact]
    public void It_is_the_mean_over_examples_of_the_logarithm()
    {
        // Probabilities 1/8, 2/8, 5/8 and 1/3 each.
        Matrix scores = Matrices.Of([0, Ln2, Ln5], [4, 4, 4]), gradient = new(2, 3);
        Assert.Equal((Math.Log(8 / 5.0) + Math.Log(3)) / 2, new CrossEntropy().Of(scores, [2, 0], gradient), 1e-6);
        double[] expected = [1 / 16.0, 2 / 16.0, -3 / 16.0, -1 / 3.0, 1 / 6.0, 1 / 6.0];
        for (int i = 0; i < 6; i++)
            Assert.Equal(expected[i], gradient.Values[i], 1e-6);
    }

    [Fact]
    public void Great_scores_do_not_overflow()
    {
        Matrix scores = Matrices.Of([1000, 0], [-1000, -1001]), gradient = new(2, 2);
        Assert.Equal(Math.Log(1 + Math.Exp(-1)) / 2, new CrossEntropy().Of(scores, [0, 0], gradient), 1e-6);
        Assert.All(gradient.Values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Its_gradient_is_that_of_finite_differences() =>
        LossDifferences.Check((scores, gradient) => new CrossEntropy().Of(scores, LossDifferences.Labels, gradient));

    [Fact]
    public void A_temperature_divides_the_scores()
    {
        float[] probabilities = new float[3];
        CrossEntropy.Softmax([0, 2 * Ln2, 2 * Ln5], 2, probabilities);
        Assert.Equal(1 / 8f, probabilities[0], 1e-6);
        Assert.Equal(2 / 8f, probabilities[1], 1e-6);
        Assert.Equal(5 / 8f, probabilities[2], 1e-6);
    }
}
