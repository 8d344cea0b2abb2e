// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Lanes;
using BnnCompiler.Runtime.Tests.Registers.Lanes;

namespace BnnCompiler.Runtime.Tests.Kernels.Planes;

public sealed class PlaneDenseTests
{
    private const int Seed = 784;

    [Fact]
    public void Dot_adds_and_subtracts_the_pixels_for_every_shape()
    {
        var random = new Random(Seed);
        foreach (var (neurons, fanIn) in Shapes.OfLayers(random))
        {
            byte[] pixels = new byte[fanIn];
            random.NextBytes(pixels);
            CheckDot(SignMatrix.Random(neurons, fanIn, random), pixels);
        }
    }

    [Theory]
    [InlineData(true, 255)]
    [InlineData(false, 255)]
    [InlineData(true, 128)]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Dot_is_exact_for_flat_pictures(bool weight, byte pixel)
    {
        foreach (int fanIn in (int[])[1, 64, 65, 784, 31 * 64, 62 * 64, (248 * 64) + 1])
            CheckDot(new SignMatrix(9, fanIn, (_, _) => weight), [.. Enumerable.Repeat(pixel, fanIn)]);
    }

    [Fact]
    public void Bit_is_set_from_the_limit_on_and_not_below()
    {
        var random = new Random(Seed);
        foreach (var (neurons, fanIn) in Shapes.OfLayers(random))
        {
            var layer = SignMatrix.Random(neurons, fanIn, random);
            byte[] pixels = new byte[fanIn];
            random.NextBytes(pixels);
            int[] input = [.. pixels];
            int[] sums = [.. Enumerable.Range(0, neurons).Select(n => layer.Dot(n, input))];
            int[][] offsets = [[0], [-1], [1], [-1, 0, 1, int.MinValue / 2, int.MaxValue / 2]];
            foreach (int[] offset in offsets)
            {
                int[] limits = Enumerable.Repeat(int.MaxValue, layer.PaddedNeurons).ToArray();
                for (int n = 0; n < neurons; n++)
                    limits[n] = sums[n] + offset[n % offset.Length];
                ulong[] output = Enumerable.Repeat(ulong.MaxValue, (limits.Length + 63) / 64).ToArray();

                ulong[] planes = PlanesOf(pixels), weights = layer.Interleaved();
                PlaneDense.Threshold(planes, weights, limits, output);

                bool[] expected = [.. Enumerable.Range(0, limits.Length).Select(n => n < neurons && sums[n] >= limits[n])];
                Assert.True(SignMatrix.Pack(expected).AsSpan().SequenceEqual(output), $"{layer}, offset {offset[0]}, seed {Seed}");
                EveryLanes.Check(new ThresholdCheck(planes, weights, limits, SignMatrix.Pack(expected), $"{layer}, offset {offset[0]}"));
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        Assert.Throws<ArgumentException>("planes", () => PlaneDense.Threshold(new ulong[9], new ulong[8], new int[8], new ulong[1]));
        Assert.Throws<ArgumentException>("limits", () => PlaneDense.Threshold(new ulong[8], new ulong[8], new int[7], new ulong[1]));
        Assert.Throws<ArgumentException>("output", () => PlaneDense.Threshold(new ulong[8], new ulong[8], new int[8], []));
        Assert.Throws<ArgumentException>("planes", () => PlaneDense.Dot(new ulong[12], new ulong[8], new int[8]));
        var weights = Assert.Throws<ArgumentException>("weights", () => PlaneDense.Dot(new ulong[16], new ulong[16], new int[9]));
        Assert.Contains("Found 16 elements, expected 32", weights.Message, StringComparison.Ordinal);
    }

    private static ulong[] PlanesOf(byte[] pixels) =>
        [.. Enumerable.Range(0, 8).SelectMany(b => SignMatrix.Pack([.. pixels.Select(pixel => ((pixel >> b) & 1) == 1)]))];

    private static void CheckDot(SignMatrix layer, byte[] pixels)
    {
        ulong[] planes = PlanesOf(pixels), weights = layer.Interleaved();
        int[] input = [.. pixels];
        int[] expected = [.. Enumerable.Range(0, layer.Neurons).Select(n => layer.Dot(n, input))];
        var dots = new Guarded<int>(expected.Length);

        PlaneDense.Dot(planes, weights, dots.Span);

        dots.AssertIs(expected, $"{layer}, seed {Seed}");
        EveryLanes.Check(new DotCheck(planes, weights, expected, $"{layer}"));
    }

    private sealed record DotCheck(ulong[] Planes, ulong[] Weights, int[] Expected, string Layer) : ILaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            var dots = new Guarded<int>(Expected.Length);
            PlaneDense.Dot<TLanes>(Planes, Weights, dots.Span);
            dots.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }

    private sealed record ThresholdCheck(ulong[] Planes, ulong[] Weights, int[] Limits, ulong[] Expected, string Layer) : ILaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            var output = new Guarded<ulong>(Expected.Length);
            PlaneDense.Threshold<TLanes>(Planes, Weights, Limits, output.Span);
            output.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }
}
