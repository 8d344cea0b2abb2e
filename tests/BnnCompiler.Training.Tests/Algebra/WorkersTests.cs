// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

public class WorkersTests
{
    [Theory]
    [InlineData(1, 10, 1)]
    [InlineData(3, 10, 1)]
    [InlineData(3, 10, 4)]
    [InlineData(3, 2, 1)]
    [InlineData(4, 100, 16)]
    [InlineData(3, 0, 1)]
    public void Every_number_is_in_one_part_and_parts_start_at_multiples_of_the_grain(int threads, int count, int grain)
    {
        int[] done = new int[count];
        int[] partOf = new int[threads];
        new Workers(threads).Split(count, grain, (part, start, end) =>
        {
            Assert.Equal(0, start % grain);
            Interlocked.Increment(ref partOf[part]);
            for (int i = start; i < end; i++)
                Interlocked.Increment(ref done[i]);
        });
        Assert.All(done, times => Assert.Equal(1, times));
        Assert.All(partOf, times => Assert.InRange(times, 0, 1));
    }

    [Fact]
    public void A_fault_in_any_part_comes_out()
    {
        for (int faulty = 0; faulty < 3; faulty++)
        {
            var fault = Assert.Throws<InvalidOperationException>(() => new Workers(3).Split(3, 1, (part, _, _) =>
            {
                if (part == faulty)
                    throw new InvalidOperationException("part");
            }));
            Assert.Equal("part", fault.Message);
        }
    }
}
