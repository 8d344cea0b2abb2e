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

    /// <summary>Infinity minus infinity is NaN: what has no bounds proves nothing.</summary>
    [Theory]
    [InlineData("add(%rises, %rises)", 1)]
    [InlineData("sub(%rises, %falls)", 1)]
    [InlineData("sub(%falls, %rises)", -1)]
    [InlineData("add(%between, %rises)", 1)]
    [InlineData("add(%rises, %falls)", null)]
    [InlineData("add(%x, %rises)", null)]
    [InlineData("add(%from0, %rises)", null)]
    [InlineData("add(%scaled, %rises)", 1)]
    [InlineData("add(%huge, %rises)", null)]
    public void A_sum_of_what_rises_rises_if_it_has_bounds(string op, int? direction)
    {
        var function = FunctionOf($$"""
            input %x : float32[1, 2]
              %c = constant [1, 2] : float32[2]
              %two = constant [2] : float32[1]
              %large = constant [1e35] : float32[1]
              %rises = compare(%x, %c) {relation=ge} : float32[1, 2]
              %falls = compare(%x, %c) {relation=lt} : float32[1, 2]
              %between = clip(%x) {low=-1, high=3} : float32[1, 2]
              %from0 = clip(%x) {low=0, high=inf} : float32[1, 2]
              %scaled = mul(%between, %two) : float32[1, 2]
              %huge = mul(%between, %large) : float32[1, 2]
              %y = {{op}} : float32[1, 2]
            """);
        Assert.Equal(direction, Monotonicity.Direction(function, 0));
    }

    private static ChannelFunction SignOfAffine(string scale) => FunctionOf($$"""
        input %x : int32[1, 2]
          %s = constant [7, -30] : int32[2]
          %a = affine(%x, %s) {scale={{scale}}, offset=-1} : float32[1, 2]
          %y = sign(%a) {zero=1} : float32[1, 2]
        """);

    private static ChannelFunction FunctionOf(string ops) =>
        ChannelFunction.Of(BnnParser.Parse($"bnn 1\ngraph g\n  {ops}\n  return %y\n", "test").Outputs[0])!;
}
