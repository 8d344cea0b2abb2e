// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Analysis;

public class IntegerRangeTests
{
    [Fact]
    public void A_sum_that_is_used_twice_at_every_step_is_followed_once_and_not_too_far()
    {
        Op sum = new BinaryDense(new Input(new(ElementType.Bit, new(1, 1))), new Constant(BitTensor.FromPredicate(new(1, 1), _ => true)));
        var ranges = new List<IntegerRange?>();
        for (int i = 0; i < 40; i++)
            ranges.Add(IntegerRange.Of(sum = new Add(sum, sum), 0));
        Assert.Equal(new IntegerRange(-1 << 20, 1 << 20, 2), ranges[19]);
        Assert.Null(ranges[39]);
    }

    [Theory]
    [InlineData(2, 3, 2)]
    [InlineData(2, 4, 4)]
    [InlineData(3, 5, 2)]
    public void Sums_of_two_steps_lie_where_both_steps_lead(int left, int right, int step)
    {
        Op OfBit(int factor)
        {
            var sums = new BinaryDense(new Input(new(ElementType.Bit, new(1, 1))), new Constant(BitTensor.FromPredicate(new(1, 1), _ => true)));
            return new Multiply(sums, new Constant(Tensor.Of(new Shape(1), factor)));
        }

        Assert.Equal(new IntegerRange(-left - right, left + right, step), IntegerRange.Of(new Add(OfBit(left), OfBit(right)), 0));
    }

    [Fact]
    public void A_selected_channel_has_the_range_of_its_source_mirrored_where_it_is_negated()
    {
        // Sums of two pixels lie in [0, 510], their difference in [-255, 255].
        var weights = new Constant(BitTensor.FromPredicate(new(2, 2), i => i != 3));
        var sums = new IntegerDense(new Input(new(ElementType.UInt8, new(1, 2))), weights);
        var negated = new Constant(BitTensor.FromPredicate(new(3), n => n == 2));
        var select = new SelectChannels(sums, new Constant(Tensor.Of(new Shape(3), 1, 0, 0)), negated);
        Assert.Equal(new IntegerRange(-255, 255, 1), IntegerRange.Of(select, 0));
        Assert.Equal(new IntegerRange(0, 510, 1), IntegerRange.Of(select, 1));
        Assert.Equal(new IntegerRange(-510, 0, 1), IntegerRange.Of(select, 2));
    }

    /// <summary>Bits that are read twice count +2, 0 or -2 times, and all of those together make multiples of 4 beside the least sum.</summary>
    [Theory]
    [InlineData("+-+ +-+", 6, 4)]
    [InlineData("+-+ ++-", 2, 4)]
    [InlineData("+-+ -+-", 0, 1)]
    public void Sums_of_bits_that_are_read_twice_are_fewer(string weights, int greatest, int step)
    {
        var x = new Input(new(ElementType.Bit, new(1, 3)));
        var range = IntegerRange.Of(new BinaryDense(new Concat(x, x), Weights(weights, new(1, 6))), 0);
        Assert.Equal(new IntegerRange(-greatest, greatest, step), range);
    }

    /// <summary>A tap of three bits that count twice is an odd number of twos, so that sums without it lie between the others.</summary>
    [Theory]
    [InlineData("+-+ +-+", 2)]
    [InlineData("+-+ ++-", 2)]
    [InlineData("+-- -++", 1)]
    [InlineData("++- +--", 4)]
    public void Sums_at_the_border_lack_taps_of_bits_that_are_read_twice(string tap, int step)
    {
        var x = new Input(new(ElementType.Bit, new(1, 1, 2, 3)));
        var window = new Window(new(1, 1, 0, 0, 1), new(2, 1, 1, 0, 1));
        var conv = new BinaryConv(new Concat(x, x), Weights($"{tap} {tap}", new(1, 1, 2, 6)), window, 1);
        var range = IntegerRange.Of(conv, 0)!.Value;
        Assert.Equal(step, range.Step);
        for (int input = 0; input < 64; input++)
        {
            var bits = BitTensor.FromPredicate(x.Type.Shape, i => (input >> i & 1) != 0);
            var sums = (Tensor<int>)GraphInterpreter.Run(new("g", [x], [conv]), bits)[0];
            Assert.All(sums.Values, sum => Assert.Contains(sum, range.ToArray().Select(value => (int)value)));
        }
    }

    private static Constant Weights(string signs, Shape shape)
    {
        string row = signs.Replace(" ", "", StringComparison.Ordinal);
        return new(BitTensor.FromPredicate(shape, i => row[i] == '+'));
    }
}
