// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Analysis;

/// <summary>Steps that are proved monotone are bisected; the others are tried at every integer, which takes long where there are many.</summary>
public class MonotonicityTests
{
    private const int Greatest = 200_000;

    [Theory]
    [InlineData("0.5", 1)]
    [InlineData("-0.5", -1)]
    [InlineData("0", 0)]
    public void An_affine_map_of_sums_goes_where_its_scale_goes(string scale, int direction)
    {
        var function = SignOfAffine(scale);
        Assert.Equal([direction, direction], Enumerable.Range(0, 2).Select(channel => Monotonicity.Direction(function, channel)!.Value));
    }

    [Theory]
    [InlineData("0.0078431372549019607")]
    [InlineData("-0.0078431372549019607")]
    public void The_bisected_sign_of_an_affine_map_changes_where_it_does_at_every_integer(string scale)
    {
        var function = SignOfAffine(scale);
        for (int channel = 0; channel < 2; channel++)
        {
            var range = new IntegerRange(-Greatest, Greatest, 1);
            double[] values = function.Evaluate(channel, range.ToArray()).Values;
            int change = Enumerable.Range(1, values.Length - 1).Single(i => values[i] != values[i - 1]);

            var (rule, hasNaN) = ThresholdSearch.OverIntegers(function, channel, range, 1);

            Assert.False(hasNaN);
            Assert.Equal([range.At(change)], rule!.Limits.ToArray());
            Assert.Equal(values[0] > 0, rule.Flip);
        }
    }

    private static ChannelFunction SignOfAffine(string scale)
    {
        var graph = BnnParser.Parse(
            "bnn 1\ngraph g\n  input %x : int32[1, 2]\n  %s = constant [7, -30] : int32[2]\n"
            + $"  %a = affine(%x, %s) {{scale={scale}, offset=-1}} : float32[1, 2]\n"
            + "  %y = sign(%a) {zero=1} : float32[1, 2]\n  return %y\n", "test");
        return ChannelFunction.Of(graph.Outputs[0])!;
    }
}
