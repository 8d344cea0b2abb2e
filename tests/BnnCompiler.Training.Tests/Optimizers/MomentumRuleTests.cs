// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

public class MomentumRuleTests
{
    // Rate 0.1, gradients 1, 1, -2: the velocity is -0.1, -0.09 - 0.1 = -0.19, -0.171 + 0.2 = 0.029.
    [Fact]
    public void The_velocity_keeps_most_of_itself() =>
        Steps.AssertClose([0.9, 0.71, 0.739], Steps.Of(OptimizerKind.Sgd, 1).After(0.1, 1, 1, -2), 1e-6);

    [Fact]
    public void The_scale_multiplies_the_change() =>
        Steps.AssertClose([-0.3, -0.87, -0.783], Steps.Of(OptimizerKind.Sgd, 0, scale: 3).After(0.1, 1, 1, -2), 1e-6);
}
