// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Tests.IR;

public class TensorTests
{
    [Fact]
    public void Integers_that_float32_cannot_hold_are_read_exactly() =>
        Assert.Equal(16_777_217.0, Tensor.Of(new(1), 16_777_217)[0]);

    [Fact]
    public void Bits_are_plus_and_minus_one_and_rows_start_in_new_words()
    {
        var bits = BitTensor.FromPredicate(new(2, 65), i => i is 0 or 64 or 65);
        Assert.Equal<ulong>([1UL, 1UL, 1UL, 0UL], bits.Words.AsSpan());
        Assert.Equal(1.0, bits[65]);
        Assert.Equal(-1.0, bits[66]);
    }
}
