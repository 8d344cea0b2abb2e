// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels.Xnor;

public sealed class NibbleDenseTests
{
    private const int Seed = 20163;

    [Fact]
    public void Bit_is_set_up_to_the_limit_for_any_shape()
    {
        var random = new Random(Seed);
        foreach (var (neurons, fanIn) in Shapes.OfLayers(random))
            Check(SignMatrix.Random(neurons, fanIn, random), random);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(13)]
    [InlineData(511)]
    public void Counts_are_exact_where_all_places_differ_and_where_none_does(int words)
    {
        // Three words fill a byte, 511 words a short.
        int fanIn = 64 * words;
        var layer = new SignMatrix(70, fanIn, (n, _) => n % 2 == 0);
        ulong[] output = new ulong[2];
        foreach (bool bit in (bool[])[false, true])
        {
            ulong[] input = SignMatrix.Pack([.. Enumerable.Repeat(bit, fanIn)]);
            int[] limits = [.. Enumerable.Range(0, 72).Select(n => n >= 70 ? -1 : (n % 2 == 0) == bit ? -(n / 2 % 2) : fanIn - (n / 2 % 2))];
            new NibbleDense(layer.Interleaved(), limits, fanIn).Threshold(input, output);
            Assert.Equal(SignMatrix.Pack([.. Enumerable.Range(0, 72).Select(n => n < 70 && n / 2 % 2 == 0)]), output);
        }
    }

    [Fact]
    public void A_layer_serves_many_inputs()
    {
        var random = new Random(Seed);
        var layer = SignMatrix.Random(64, 200, random);
        int[] limits = [.. Enumerable.Repeat(100, 64)];
        var kernel = new NibbleDense(layer.Interleaved(), limits, 200);
        for (int i = 0; i < 50; i++)
        {
            bool[] input = [.. Enumerable.Range(0, 200).Select(_ => random.Next(2) == 1)];
            ulong[] output = new ulong[1];
            kernel.Threshold(SignMatrix.Pack(input), output);
            Assert.Equal(SignMatrix.Pack([.. Differing(layer, input).Select(count => count <= 100)]), output);
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        var limits = Assert.Throws<ArgumentException>("limits", () => new NibbleDense(new ulong[24], new int[12], 100));
        Assert.Contains("Found 12 elements, expected a multiple of 8", limits.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("weights", () => new NibbleDense(new ulong[15], new int[8], 100));
        Assert.Throws<ArgumentOutOfRangeException>("fanIn", () => new NibbleDense([], new int[8], 0));
        Assert.Throws<ArgumentOutOfRangeException>("fanIn", () => new NibbleDense(new ulong[8 * 512], new int[8], 32_705));
        var kernel = new NibbleDense(new ulong[16], new int[8], 100);
        Assert.Throws<ArgumentException>("input", () => kernel.Threshold(new ulong[1], new ulong[1]));
        Assert.Throws<ArgumentException>("output", () => kernel.Threshold(new ulong[2], new ulong[2]));
    }

    private static int[] Differing(SignMatrix layer, bool[] input) =>
        [.. Enumerable.Range(0, layer.Neurons).Select(n => input.Where((bit, k) => bit != (layer[n, k] == 1)).Count())];

    private static void Check(SignMatrix layer, Random random)
    {
        bool[] input = [.. Enumerable.Range(0, layer.FanIn).Select(_ => random.Next(2) == 1)];
        int[] differing = Differing(layer, input);

        // The limit just met, just missed, the extremes, and a mixture.
        int[][] offsets = [[0], [-1], [1], [-1, 0, 1, int.MinValue / 2, int.MaxValue / 2]];
        foreach (int[] offset in offsets)
        {
            int[] limits = Enumerable.Repeat(-1, layer.PaddedNeurons).ToArray();
            for (int n = 0; n < layer.Neurons; n++)
                limits[n] = differing[n] + offset[n % offset.Length];
            var output = new Guarded<ulong>((limits.Length + 63) / 64);
            new NibbleDense(layer.Interleaved(), limits, layer.FanIn).Threshold(SignMatrix.Pack(input), output.Span);
            bool[] expected = [.. Enumerable.Range(0, limits.Length).Select(n => n < layer.Neurons && differing[n] <= limits[n])];
            output.AssertIs(SignMatrix.Pack(expected), $"{layer}, offset {offset[0]}, seed {Seed}");
        }
    }
}
