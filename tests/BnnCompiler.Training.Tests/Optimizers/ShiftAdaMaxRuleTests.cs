// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

/// <summary>
/// The paper's constants: rate 2^-10, 1 - beta1 = 2^-3, 1 - beta2 = 2^-10; gradients 1, -3, 0, 5. Changes and w in units of the rate; AP2 by
/// rounding, and, where it differs, by the most significant bit.
/// <code>
/// t   m                v        1 / (1 - beta1^t)  AP2    AP2(1 / v)    change                    w
/// 1   0.125            1        8                  8      1             1                         -1
/// 2  -0.265625         3        4.267              4      1/4           -0.265625                 -0.734375
/// 3  -0.232421875      2.997    3.030              4 | 2  1/4           -0.232421875 | half       -0.501953125    | -0.6181640625
/// 4   0.421630859375   5        2.417              2      1/4 | 1/8      0.2108154296875 | half   -0.7127685546875 | -0.72357177734375
/// </code>
/// </summary>
public class ShiftAdaMaxRuleTests
{
    private const float Rate = 1f / 1024;
    private static readonly float[] Gradients = [1, -3, 0, 5];

    [Fact]
    public void Steps_with_rounded_powers() => Assert.Equal(
        InUnits(-1, -0.734375f, -0.501953125f, -0.7127685546875f), Of(PowerRounding.Round).After(Rate, Gradients));

    [Fact]
    public void Steps_with_most_significant_bits() => Assert.Equal(
        InUnits(-1, -0.734375f, -0.6181640625f, -0.72357177734375f), Of(PowerRounding.MostSignificantBit).After(Rate, Gradients));

    [Fact]
    public void The_scale_multiplies_the_change() => Assert.Equal(
        InUnits(-16, -11.75f, -8.03125f, -11.404296875f), Of(PowerRounding.Round, scale: 16).After(Rate, Gradients));

    [Fact]
    public void The_size_decays_where_gradients_are_smaller()
    {
        var learner = Of(PowerRounding.Round);
        learner.After(Rate, [1, .. new float[1000]]);
        Assert.Equal(Math.Pow(1 - (1 / 1024.0), 1000), learner.Second[0], 1e-4);
    }

    [Fact]
    public void Without_gradients_nothing_changes() => Assert.Equal([0.25f, 0.25f], Of(PowerRounding.Round, start: 0.25f).After(Rate, 0, 0));

    [Fact]
    public void A_number_that_gets_no_gradients_for_long_stays_where_it_is()
    {
        // A hidden neuron can be saturated for every example, for epochs. m and v fall below the least normal number then, and 1 / v would be
        // infinite.
        var learner = Of(PowerRounding.Round, start: 0.25f);
        float before = learner.After(Rate, [1, .. new float[1000]])[^1];
        Assert.Equal(before, learner.After(Rate, new float[100_000])[^1], 1e-6);
    }

    private static Learner Of(PowerRounding rounding, float start = 0, float scale = 1) =>
        Steps.Of(OptimizerKind.ShiftAdamax, start, Steps.Settings with { Beta1 = 1 - (1f / 8), Beta2 = 1 - (1f / 1024), Rounding = rounding }, scale);

    private static float[] InUnits(params float[] numbers) => [.. numbers.Select(number => number * Rate)];
}
