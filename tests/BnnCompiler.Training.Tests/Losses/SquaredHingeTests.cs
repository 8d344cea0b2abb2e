// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Losses;
using BnnCompiler.Training.Tests.Layers;

namespace BnnCompiler.Training.Tests.Losses;

public class SquaredHingeTests
{
    [Fact]
    public void It_is_the_mean_over_examples_and_classes_of_the_squared_margins()
    {
        // Right class 1 of the first example: margins 1 + 0.5, 1 + 2, 1 - 3 < 0. Right class 0 of the second: 1 - 1.5 < 0, 1 - 0.5, 1 - 1.
        Matrix scores = Matrices.Of([0.5f, -2, -3], [1.5f, -0.5f, -1]), gradient = new(2, 3);
        Assert.Equal((2.25 + 9 + 0 + 0 + 0.25 + 0) / 6, new SquaredHinge().Of(scores, [1, 0], gradient), 1e-6);

        // -2 t margin / 6.
        float[] expected = [2 * 1.5f / 6, -2 * 3 / 6f, 0, 0, 2 * 0.5f / 6, 0];
        for (int i = 0; i < 6; i++)
            Assert.Equal(expected[i], gradient.Values[i], 1e-6);
    }

    [Fact]
    public void Its_gradient_is_that_of_finite_differences() =>
        LossDifferences.Check((scores, gradient) => new SquaredHinge().Of(scores, LossDifferences.Labels, gradient));
}
