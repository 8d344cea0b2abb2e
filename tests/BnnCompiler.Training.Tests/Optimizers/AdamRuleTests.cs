// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

public class AdamRuleTests
{
    // Rate 0.01, gradients 0.5, -1, 0.25:
    //   t   m         v           rate · sqrt(1 - 0.999^t) / (1 - 0.9^t)   change        w
    //   1   0.05      0.00025     0.00316228                              0.01         -0.01
    //   2  -0.055     0.00124975  0.00235317                             -0.00366103   -0.00633896
    //   3  -0.0245    0.00131100  0.00202011                             -0.00136691   -0.00497205
    private static readonly double[] Numbers = [-0.01, -0.00633896, -0.00497205];

    [Fact]
    public void First_steps_are_those_of_the_formula() =>
        Steps.AssertClose(Numbers, Steps.Of(OptimizerKind.Adam, 0).After(0.01, 0.5f, -1, 0.25f), 2e-7);

    [Fact]
    public void The_scale_multiplies_the_whole_change_and_not_the_gradient()
    {
        // W += scale (W_adam - W). A scaled gradient would leave Adam's first step as it is.
        Steps.AssertClose([.. Numbers.Select(w => 1 + (4 * w))], Steps.Of(OptimizerKind.Adam, 1, scale: 4).After(0.01, 0.5f, -1, 0.25f), 1e-6);
    }

    [Fact]
    public void The_first_step_is_the_rate_whatever_the_size_of_the_gradient()
    {
        foreach (float gradient in new[] { 0.01f, 1, 1000 })
            Steps.AssertClose([-0.01], Steps.Of(OptimizerKind.Adam, 0).After(0.01, gradient), 1e-5);
    }

    [Fact]
    public void Without_gradients_nothing_changes() => Assert.Equal([0.25f, 0.25f], Steps.Of(OptimizerKind.Adam, 0.25f).After(0.01, 0, 0));
}
