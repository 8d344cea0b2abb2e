// SPDX-License-Identifier: MIT
using CsCheck;

namespace BnnCompiler.Tests;

public class PropertyRunsTests
{
    [Fact]
    public void The_cases_are_different_ones_and_the_same_in_every_run()
    {
        if (PropertyRuns.AreDeep)
            return;
        List<int> first = [], second = [];
        Gen.Int.Hold(first.Add);
        Gen.Int.Hold(second.Add);
        Assert.Equal(first, second);
        Assert.InRange(first.Distinct().Count(), 90, 100);
    }

    [Fact]
    public void A_case_that_fails_is_told_with_its_seed()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Gen.Int[0, 1000].Hold(number => Assert.True(number < 900, "too great")));
        Assert.Contains("seed", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("too great", failure.ToString(), StringComparison.Ordinal);
    }
}
