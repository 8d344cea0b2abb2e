// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Signed;
using BnnCompiler.Runtime.Tests.Registers.Signed;

namespace BnnCompiler.Runtime.Tests.Kernels.Floats;

public sealed class FloatDenseTests
{
    private const int Seed = 32;

    [Fact]
    public void Sums_are_rounded_after_every_input_in_order()
    {
        var random = new Random(Seed);
        foreach (var (neurons, fanIn) in Shapes.OfLayers(random))
        {
            // Magnitudes from 2^-30 to 2^30, so that another order or a wider sum gives other bits.
            float[] input = [.. Enumerable.Range(0, fanIn).Select(_ => MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-30, 31)))];
            CheckSum(SignMatrix.Random(neurons, fanIn, random), input);
        }
    }

    [Fact]
    public void Zeros_denormals_and_infinities_keep_their_signs()
    {
        var layer = SignMatrix.Random(130, 6, new Random(Seed));
        CheckSum(layer, [0f, -0f, float.Epsilon, -float.Epsilon, 0f, -0f]);
        CheckSum(layer, [1f, float.MaxValue, float.PositiveInfinity, 2f, -0f, 3f]);
    }

    [Fact]
    public void Infinity_minus_infinity_is_not_a_number()
    {
        float[] sums = new float[1];
        FloatDense.Sum([float.PositiveInfinity, float.PositiveInfinity], [1, 0], sums);
        Assert.True(float.IsNaN(sums[0]));
    }

    [Fact]
    public void Weights_of_another_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>("weights", () => FloatDense.Sum(new float[3], new ulong[3], new float[65]));
        Assert.Contains("Found 3 elements, expected 6", error.Message, StringComparison.Ordinal);
    }

    private static void CheckSum(SignMatrix layer, float[] input)
    {
        float[] expected = new float[layer.Neurons];
        for (int n = 0; n < layer.Neurons; n++)
            for (int k = 0; k < layer.FanIn; k++)
                expected[n] = layer[n, k] == 1 ? expected[n] + input[k] : expected[n] - input[k];
        var sums = new Guarded<float>(layer.Neurons);

        FloatDense.Sum(input, layer.Transposed(), sums.Span);

        sums.AssertIs(expected, $"{layer}, seed {Seed}");
        EverySignedLanes.Check(new SumCheck(input, layer.Transposed(), expected, $"{layer}"));
    }

    private sealed record SumCheck(float[] Input, ulong[] Weights, float[] Expected, string Layer) : IFloatLaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, IFloatLanes<TLanes>
        {
            var result = new Guarded<float>(Expected.Length);
            FloatDense.Sum<TLanes>(Input, Weights, result.Span);
            result.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }
}
