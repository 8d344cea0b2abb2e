// SPDX-License-Identifier: MIT
using BnnCompiler.SelfChecking;

namespace BnnCompiler.Tests.SelfChecking;

public class SplitMix64Tests
{
    /// <summary>Rosetta Code, "Pseudo-random numbers/Splitmix64", gives these outputs for this seed.</summary>
    [Fact]
    public void The_numbers_are_those_of_other_implementations()
    {
        ulong state = 1234567;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];

        Assert.Equal(expected, expected.Select(_ => SplitMix64.Next(ref state)));
    }

    [Fact]
    public void Units_are_below_one()
    {
        ulong state = 1;
        double[] units = [.. Enumerable.Range(0, 1000).Select(_ => SplitMix64.NextUnit(ref state))];

        Assert.All(units, unit => Assert.True(unit is >= 0 and < 1));
        Assert.InRange(units.Average(), 0.45, 0.55);
    }
}
