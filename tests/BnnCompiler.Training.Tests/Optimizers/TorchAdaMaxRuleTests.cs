// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

public class TorchAdaMaxRuleTests
{
    private const double Rate = 1.0 / 64;
    private const float Least = 1f / (1 << 27);

    // Rate 2^-6, gradients 0.75, 0, -0.1:
    //   t   m         max(0.999 v, |g|)   v = AP2 + 2^-27   2^-6 / (1 - 0.9^t)   AP2     change         w
    //   1   0.075     0.75                1                 0.15625              1/8     0.009375      -0.009375
    //   2   0.0675    0.999               1                 0.08224              1/16    0.00421875    -0.01359375
    //   3   0.05075   0.999               1                 0.05766              1/16    0.003171875   -0.016765625
    // (1 + 2^-27 rounds to 1 in float32.)
    private static readonly double[] Numbers = [-0.009375, -0.01359375, -0.016765625];

    [Fact]
    public void First_steps_are_those_of_the_formula() =>
        Steps.AssertClose(Numbers, Steps.Of(OptimizerKind.ShiftAdamaxTorch7, 0).After(Rate, 0.75f, 0, -0.1f), 1e-8);

    [Fact]
    public void The_scale_multiplies_the_change_and_is_not_rounded() => Steps.AssertClose(
        [.. Numbers.Select(w => 57.04 * w)], Steps.Of(OptimizerKind.ShiftAdamaxTorch7, 0, scale: 57.04f).After(Rate, 0.75f, 0, -0.1f), 1e-6);

    [Fact]
    public void The_size_never_decays()
    {
        var learner = Steps.Of(OptimizerKind.ShiftAdamaxTorch7, 0);
        learner.After(Rate, [0.75f, .. new float[10_000]]);
        Assert.Equal(1, learner.Second[0]);
    }

    [Fact]
    public void The_size_rises_with_a_greater_gradient()
    {
        var learner = Steps.Of(OptimizerKind.ShiftAdamaxTorch7, 0);
        learner.After(Rate, 0.75f, -3, 0.1f);
        Assert.Equal(4, learner.Second[0]); // AP2(3), by rounding
    }

    [Fact]
    public void The_least_size_is_added_and_kept()
    {
        var learner = Steps.Of(OptimizerKind.ShiftAdamaxTorch7, 0.25f);
        Assert.Equal([0.25f], learner.After(Rate, 0));
        Assert.Equal(Least, learner.Second[0]);

        // AP2(0.999 · 2^-27) + 2^-27.
        Assert.Equal([0.25f], learner.After(Rate, 0));
        Assert.Equal(2 * Least, learner.Second[0]);
    }
}
