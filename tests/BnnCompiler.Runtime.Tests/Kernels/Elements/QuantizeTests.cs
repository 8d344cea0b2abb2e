// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels.Elements;

public sealed class QuantizeTests
{
    private const int Seed = 3005;

    private static readonly int[] Lengths = [1, 3, 15, 16, 17, 33, 64, 100];

    [Fact]
    public void A_code_is_that_of_the_number_of_limits_reached()
    {
        var random = new Random(Seed);
        foreach (int channels in Lengths)
        {
            int count = channels * random.Next(1, 5);
            foreach (int rules in (int[])[1, channels, count])
            {
                int rows = random.Next(0, 16);
                int[] limits = [.. Enumerable.Range(0, rows * rules).Select(_ => random.Next(-10, 266))];
                byte[] codes = new byte[(rows + 1) * rules], values = new byte[count];
                random.NextBytes(codes);
                random.NextBytes(values);
                int Reached(int i) => Enumerable.Range(0, rows).Count(row => values[i] >= limits[(row * rules) + (i % rules)]);
                byte[] expected = [.. Enumerable.Range(0, count).Select(i => codes[(Reached(i) * rules) + (i % rules)])];
                string context = $"{count} values, {rules} rules, {rows} limits, seed {Seed}";

                var result = new Guarded<byte>(count);
                Quantize.ByLimits(values, limits, rules, codes, result.Span);
                result.AssertIs(expected, "bytes: " + context);

                result = new Guarded<byte>(count);
                Quantize.ByLimits(Array.ConvertAll(values, value => (int)value), limits, rules, codes, result.Span);
                result.AssertIs(expected, "integers: " + context);

                result = new Guarded<byte>(count);
                float[] floatLimits = Array.ConvertAll(limits, limit => (float)limit);
                Quantize.ByLimits(Array.ConvertAll(values, value => (float)value), floatLimits, rules, codes, result.Span);
                result.AssertIs(expected, "floats: " + context);
            }
        }
    }

    [Fact]
    public void A_NaN_reaches_no_limit()
    {
        byte[] codes = [7, 8], result = new byte[20];
        Quantize.ByLimits([.. Enumerable.Repeat(float.NaN, 20)], [float.NegativeInfinity], 1, codes, result);
        Assert.All(result, code => Assert.Equal(7, code));
        Quantize.ByLimits([float.NegativeInfinity], [float.NegativeInfinity], 1, codes, result.AsSpan(0, 1));
        Assert.Equal(8, result[0]);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        Assert.Throws<ArgumentException>("values", () => Quantize.ByLimits(new int[3], new int[2], 2, new byte[4], new byte[3]));
        Assert.Throws<ArgumentException>("limits", () => Quantize.ByLimits(new int[4], new int[3], 2, new byte[4], new byte[4]));
        Assert.Throws<ArgumentException>("codes", () => Quantize.ByLimits(new int[4], new int[2], 2, new byte[3], new byte[4]));
        Assert.Throws<ArgumentException>("result", () => Quantize.ByLimits(new int[4], new int[2], 2, new byte[4], new byte[3]));
    }
}
