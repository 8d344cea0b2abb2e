// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
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
}
