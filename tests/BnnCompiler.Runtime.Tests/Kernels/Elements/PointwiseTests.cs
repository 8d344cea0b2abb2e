// SPDX-License-Identifier: MIT
using System.Numerics;

namespace BnnCompiler.Runtime.Tests.Kernels.Elements;

/// <summary>Each function of vectors against the one of single numbers, bit for bit, with each special number in each lane.</summary>
public sealed class PointwiseTests
{
    private static readonly float[] Numbers =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.75f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon,
        float.MaxValue, float.MinValue, 3e38f, 16777216f, 2.5f,
    ];

    [Fact]
    public void Relu_keeps_nan_and_turns_minus_zero_into_zero() =>
        AssertLanes(Pointwise.Relu, x => x <= 0f ? 0f : x);

    [Theory]
    [InlineData(0.25f)]
    [InlineData(-2f)]
    [InlineData(float.PositiveInfinity)]
    public void PRelu_multiplies_what_is_below_zero(float slope) =>
        AssertLanes(x => Pointwise.PRelu(x, new(slope)), x => x >= 0f ? x : x * slope);

    [Theory]
    [InlineData(-1f, 1f)]
    [InlineData(0f, 6f)]
    [InlineData(-0f, -0f)]
    [InlineData(float.NegativeInfinity, 2f)]
    public void Clip_keeps_what_lies_between_and_nan(float low, float high) =>
        AssertLanes(x => Pointwise.Clip(x, low, high), x => x < low ? low : x > high ? high : x);

    [Theory]
    [InlineData(1f)]
    [InlineData(0f)]
    [InlineData(-1f)]
    public void Sign_of_both_zeros_is_the_given_one_and_of_nan_minus_one(float zero) =>
        AssertLanes(x => Pointwise.Sign(x, zero), x => x > 0f ? 1f : x == 0f ? zero : -1f);

    [Fact]
    public void Signs_are_read_from_any_bit_on_and_across_words()
    {
        ulong[] bits = [0xF0E1D2C3B4A59687, 0x0123456789ABCDEF];
        for (int first = 0; first <= 128 - Vector<float>.Count; first++)
        {
            var signs = Pointwise.Signs(bits, first);
            for (int lane = 0; lane < Vector<float>.Count; lane++)
            {
                ulong bit = bits[(first + lane) / 64] >> ((first + lane) % 64) & 1;
                Assert.True(signs[lane] == (bit == 1 ? 1f : -1f), $"lane {lane} from bit {first}");
            }
        }
    }

    private static void AssertLanes(Func<Vector<float>, Vector<float>> ofVector, Func<float, float> ofNumber)
    {
        for (int shift = 0; shift < Numbers.Length; shift++)
        {
            float[] x = [.. Enumerable.Range(0, Vector<float>.Count).Select(lane => Numbers[(lane + shift) % Numbers.Length])];
            var y = ofVector(new(x));
            for (int lane = 0; lane < x.Length; lane++)
            {
                float expected = ofNumber(x[lane]);
                bool same = float.IsNaN(expected)
                    ? float.IsNaN(y[lane])
                    : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(y[lane]);
                Assert.True(same, $"lane {lane} of {x[lane]} is {y[lane]}, expected {expected}");
            }
        }
    }
}
