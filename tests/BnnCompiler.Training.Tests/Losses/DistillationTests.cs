// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Losses;
using BnnCompiler.Training.Tests.Algebra;
using BnnCompiler.Training.Tests.Layers;

namespace BnnCompiler.Training.Tests.Losses;

public class DistillationTests
{
    private static readonly float Ln3 = MathF.Log(3);

    [Fact]
    public void The_teachers_part_is_the_cross_entropy_at_the_temperature_times_its_square()
    {
        // Temperature 2: the network says 1/4, 3/4, its teacher 1/2, 1/2. The labels' loss, squared hinge: ((1 - 0)² + (1 + 2 ln 3)²) / 2.
        Matrix scores = Matrices.Of([0, 2 * Ln3]), teacher = Matrices.Of([5, 5]), gradient = new(1, 2);
        double loss = new Distillation(new SquaredHinge(), weight: 0.25f, temperature: 2).Of(scores, teacher, [0], gradient);
        double own = (1 + Math.Pow(1 + (2 * Math.Log(3)), 2)) / 2, taught = -((Math.Log(1 / 4.0) + Math.Log(3 / 4.0)) / 2);
        Assert.Equal((0.75 * own) + (0.25 * 4 * taught), loss, 1e-5);
        Assert.Equal((0.75 * -1) + (0.25 * 2 * (0.25 - 0.5)), gradient.Values[0], 1e-6);
        Assert.Equal((0.75 * (1 + (2 * Math.Log(3)))) + (0.25 * 2 * (0.75 - 0.5)), gradient.Values[1], 1e-6);
    }

    [Fact]
    public void The_teachers_own_scores_are_the_best()
    {
        var gradient = new Matrix(4, 3);
        new Distillation(new CrossEntropy(), weight: 1, temperature: 4)
            .Of(LossDifferences.Scores, LossDifferences.Scores, LossDifferences.Labels, gradient);
        Assert.All(gradient.Values, value => Assert.Equal(0, value, 1e-6));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5f, 4)]
    [InlineData(0.9f, 0.5f)]
    [InlineData(1, 1)]
    public void Its_gradient_is_that_of_finite_differences(float weight, float temperature)
    {
        var teacher = RandomMatrix.Normal(4, 3, 2);
        foreach (Loss loss in new Loss[] { new CrossEntropy(), new SquaredHinge() })
        {
            LossDifferences.Check(
                (scores, gradient) => new Distillation(loss, weight, temperature).Of(scores, teacher, LossDifferences.Labels, gradient));
        }
    }
}
