// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Signed;
using BnnCompiler.Runtime.Tests.Registers.Signed;

namespace BnnCompiler.Runtime.Tests.Kernels.Floats;

public sealed class FloatConvolutionTests
{
    private const int Seed = 3007;

    [Fact]
    public void Every_product_and_every_sum_is_rounded_in_order()
    {
        var random = new Random(Seed);
        foreach (var layer in GroupedLayer.OfEveryKind(random, 200))
        {
            float AnyValue() => random.Next(9) == 0 ? random.Next(2) * -0f : MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-10, 11));
            float[] image = [.. Enumerable.Range(0, layer.ImageLength).Select(_ => AnyValue())];
            float[] weights = [.. Enumerable.Range(0, layer.Rows * layer.Outputs).Select(_ => AnyValue())];
            var sums = new Guarded<float>(layer.SumCount);
            FloatConvolution.Sum(image, layer.Window, weights, layer.Groups, sums.Span);
            float[] expected = [.. layer.Sums().Select(terms => terms.Aggregate(
                0f, (sum, term) => Plus(sum, Times(image[term.Value], weights[(term.Row * layer.Outputs) + term.Output]))))];
            sums.AssertIs(expected, $"{layer}, seed {Seed}");
            EverySignedLanes.Check(new SumCheck(image, layer.Window, weights, layer.Groups, expected, $"{layer}"));
        }
    }

    [Fact]
    public void No_product_is_fused_with_its_sum()
    {
        // (1 + e)(1 - e) = 1 - 2^-26 rounds to 1, as floats below 1 are 2^-24 apart, so the sum is 0; fused it is -2^-26.
        const float E = 1f / 8192;
        for (int outputs = 1; outputs <= 70; outputs++)
        {
            var sums = new Guarded<float>(outputs);
            float[] weights = [.. Enumerable.Repeat(-1f, outputs), .. Enumerable.Repeat(1 - E, outputs)];
            FloatConvolution.Sum([1, 1 + E], new(1, 2, 1, 2, 1, 1), weights, 1, sums.Span);
            sums.AssertIs(new float[outputs], $"{outputs} outputs");
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        static void Sum(int image, int weights, int groups, int sums) =>
            FloatConvolution.Sum(new float[image], new(2, 2, 1, 2, 2, 1), new float[weights], groups, new float[sums]);
        Sum(24, 60, 2, 2 * 2 * 5);
        var error = Assert.Throws<ArgumentException>("weights", () => Sum(24, 59, 2, 2 * 2 * 5));
        Assert.Contains("Found 59 elements, expected 60", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => Sum(20, 60, 2, 2 * 2 * 5));
        Assert.Throws<ArgumentException>("image", () => Sum(24, 60, -1, 2 * 2 * 5));
        Assert.Throws<ArgumentException>("sums", () => Sum(24, 60, 2, 2 * 2 * 5 - 2));
        Assert.Throws<ArgumentException>("window", () => FloatConvolution.Sum([], default, [], 1, []));
    }

    // Apart from each other, so that the test does not fuse them either.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static float Times(float a, float b) => a * b;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static float Plus(float a, float b) => a + b;

    private sealed record SumCheck(float[] Image, SlidingWindow Window, float[] Weights, int Groups, float[] Expected, string Layer) : IFloatLaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, IFloatLanes<TLanes>
        {
            var result = new Guarded<float>(Expected.Length);
            FloatConvolution.Sum<TLanes>(Image, Window, Weights, Groups, result.Span);
            result.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }
}
