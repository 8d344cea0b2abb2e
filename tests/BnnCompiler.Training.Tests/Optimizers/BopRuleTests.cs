// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

public class BopRuleTests
{
    [Fact]
    public void A_weight_flips_where_the_mean_gradient_is_large_and_of_its_sign()
    {
        // Threshold 0.3, rate 0.5. m: 0.2, too small; 0.1 + 0.3 = 0.4, flips to -1; 0.5, of the other sign; 0.25 - 1 = -0.75, flips back; -0.375, of
        // the other sign.
        Assert.Equal([1, -1, -1, 1, 1], Steps.Of(OptimizerKind.Bop, 1).After(0.5, 0.4f, 0.6f, 0.6f, -2, 0));
    }

    [Theory]
    [InlineData(0.3f, 1)]
    [InlineData(0, 1)]
    [InlineData(-0.01f, -1)]
    public void A_weight_is_plus_or_minus_one_from_the_first_step_on(float start, float expected) =>
        Assert.Equal([expected], Steps.Of(OptimizerKind.Bop, start).After(0.5, 0));

    [Fact]
    public void A_flip_follows_the_gradient_downhill()
    {
        // A positive gradient: the loss falls as the weight falls.
        Assert.Equal([-1], Steps.Of(OptimizerKind.Bop, 1).After(0.5, 10));
        Assert.Equal([-1], Steps.Of(OptimizerKind.Bop, -1).After(0.5, 10));
        Assert.Equal([1], Steps.Of(OptimizerKind.Bop, -1).After(0.5, -10));
        Assert.Equal([1], Steps.Of(OptimizerKind.Bop, 1).After(0.5, -10));
    }
}
