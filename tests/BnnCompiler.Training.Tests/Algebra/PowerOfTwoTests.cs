// SPDX-License-Identifier: MIT
using System.Numerics;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

public class PowerOfTwoTests
{
    [Theory]
    [InlineData(3, 4, 2)]
    [InlineData(-3, -4, -2)]
    [InlineData(5, 4, 4)]
    [InlineData(6, 8, 4)]
    [InlineData(0.75f, 1, 0.5f)]
    [InlineData(-0.7f, -0.5f, -0.5f)]
    [InlineData(1f / 3, 0.25f, 0.25f)]
    [InlineData(0, 0, 0)]
    public void The_rounded_logarithm_and_the_most_significant_bit_differ(float x, float rounded, float mostSignificant)
    {
        Assert.Equal(rounded, PowerOfTwo.Of(x, PowerRounding.Round));
        Assert.Equal(mostSignificant, PowerOfTwo.Of(x, PowerRounding.MostSignificantBit));
    }

    [Fact]
    public void A_power_of_two_is_its_own()
    {
        for (int exponent = -126; exponent <= 127; exponent++)
        {
            float power = MathF.ScaleB(1, exponent);
            foreach (var rounding in Enum.GetValues<PowerRounding>())
            {
                Assert.Equal(power, PowerOfTwo.Of(power, rounding));
                Assert.Equal(-power, PowerOfTwo.Of(-power, rounding));
            }
        }
    }

    [Fact]
    public void The_logarithm_rounds_up_from_the_first_number_above_the_root_of_two()
    {
        // No float is the root of 2; 2 is exact in float64, and so is the square of a float.
        float below = MathF.Sqrt(2), above = MathF.BitIncrement(below);
        Assert.True((double)below * below < 2 && (double)above * above > 2);
        for (int exponent = -126; exponent < 127; exponent++)
        {
            Assert.Equal(MathF.ScaleB(1, exponent), PowerOfTwo.Of(MathF.ScaleB(below, exponent), PowerRounding.Round));
            Assert.Equal(MathF.ScaleB(2, exponent), PowerOfTwo.Of(MathF.ScaleB(above, exponent), PowerRounding.Round));
        }
    }

    [Fact]
    public void Just_below_a_power_of_two_the_most_significant_bit_is_that_of_the_one_before() =>
        Assert.Equal(4, PowerOfTwo.Of(MathF.BitDecrement(8), PowerRounding.MostSignificantBit));

    [Fact]
    public void Numbers_below_the_least_normal_one_become_zero_or_that()
    {
        const float Least = 1.17549435e-38f;
        Assert.Equal(0, PowerOfTwo.Of(float.Epsilon, PowerRounding.Round));
        Assert.Equal(-Least, PowerOfTwo.Of(-0.9f * Least, PowerRounding.Round));
        Assert.Equal(0, PowerOfTwo.Of(0.9f * Least, PowerRounding.MostSignificantBit));
    }

    [Fact]
    public void All_forms_agree_with_the_definition()
    {
        var random = new RandomNumbers(1);
        float[] numbers = [.. Enumerable.Range(0, 20_003).Select(_ => BitConverter.UInt32BitsToSingle(random.NextUInt32())).Where(float.IsNormal)];
        float[] results = new float[numbers.Length];
        foreach (var rounding in Enum.GetValues<PowerRounding>())
        {
            PowerOfTwo.Of(numbers, results, rounding);
            for (int i = 0; i < numbers.Length; i++)
            {
                float expected = Definition(numbers[i], rounding);
                Assert.Equal(expected, PowerOfTwo.Of(numbers[i], rounding));
                Assert.Equal(expected, PowerOfTwo.Of(new Vector<float>(numbers[i]), rounding)[Vector<float>.Count - 1]);
                Assert.Equal(expected, results[i]);
            }
        }
    }

    private static float Definition(float x, PowerRounding rounding)
    {
        double logarithm = Math.Log2(Math.Abs((double)x));
        double power = rounding == PowerRounding.Round ? Math.Round(logarithm) : Math.Floor(logarithm);
        return (float)(Math.Sign(x) * Math.ScaleB(1, (int)power));
    }
}
