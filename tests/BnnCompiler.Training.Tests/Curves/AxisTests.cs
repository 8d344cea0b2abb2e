// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Curves;

namespace BnnCompiler.Training.Tests.Curves;

public class AxisTests
{
    public static TheoryData<double[], double[]> LinearErrors() => new()
    {
        { [8, 1.5], [0, 2, 4, 6, 8] },
        { [12.3, 11], [11, 11.5, 12, 12.5] },
        { [0.9, 0.3], [0.2, 0.4, 0.6, 0.8, 1] },
        { [3, 3], [3, 3.2, 3.4, 3.6, 3.8, 4] },
        { [0], [0, 0.2, 0.4, 0.6, 0.8, 1] },
        { [], [0, 0.2, 0.4, 0.6, 0.8, 1] },
    };

    [Theory]
    [MemberData(nameof(LinearErrors))]
    public void Errors_of_one_decade_are_linear_with_round_ticks(double[] errors, double[] ticks)
    {
        var axis = Axis.OfErrors(errors);
        Assert.False(axis.IsLogarithmic);
        Assert.Equal(ticks, axis.Ticks);
        Assert.Equal((ticks[0], ticks[^1]), (axis.Minimum, axis.Maximum));
    }

    public static TheoryData<double[], double[]> WideErrors() => new()
    {
        { [30, 1.4], [1, 2, 5, 10, 20, 50] },
        { [90, 0.1], [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100] },
        { [90, 0, 0.02], [0.1, 1, 10, 100] },
    };

    [Theory]
    [MemberData(nameof(WideErrors))]
    public void Errors_of_more_decades_are_logarithmic(double[] errors, double[] ticks)
    {
        var axis = Axis.OfErrors(errors);
        Assert.True(axis.IsLogarithmic);
        Assert.Equal(ticks, axis.Ticks);
    }

    [Fact]
    public void A_logarithmic_axis_gives_equal_ratios_equal_lengths()
    {
        var axis = Axis.OfErrors([100, 1]);
        Assert.Equal(0.5, axis.Position(10), 1e-12);
        Assert.Equal(0, axis.Position(1), 1e-12);
        Assert.Equal(1, axis.Position(100), 1e-12);
    }

    [Fact]
    public void No_error_lies_at_the_start_of_a_logarithmic_axis() => Assert.Equal(0, Axis.OfErrors([100, 0.5, 0]).Position(0));

    [Theory]
    [InlineData(1, 10, new double[] { 2, 4, 6, 8, 10 })]
    [InlineData(1, 3, new double[] { 1, 2, 3 })]
    [InlineData(1, 1000, new double[] { 200, 400, 600, 800, 1000 })]
    [InlineData(7, 7, new double[] { 7 })]
    public void Epochs_have_whole_ticks(int first, int last, double[] ticks) => Assert.Equal(ticks, Axis.OfEpochs(first, last).Ticks);

    [Fact]
    public void Every_range_has_its_values_inside_and_a_few_ticks()
    {
        var random = new RandomNumbers(1);
        for (int i = 0; i < 20_000; i++)
        {
            double[] errors = [Error(), Error()];
            var axis = Axis.OfErrors(errors);
            Assert.All(errors, error => Assert.InRange(error, axis.IsLogarithmic ? 0 : axis.Minimum, axis.Maximum));
            Assert.All(errors, error => Assert.InRange(axis.Position(error), 0, 1));
            Assert.InRange(axis.Ticks.Length, 2, 10);
        }

        double Error() => Math.Round(100 * Math.Pow(random.Uniform(), 1 + random.Below(4)), random.Below(5));
    }
}
