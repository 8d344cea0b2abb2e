// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Lanes;
using BnnCompiler.Runtime.Tests.Registers.Lanes;

namespace BnnCompiler.Runtime.Tests.Kernels.Xnor;

public sealed class GroupedXnorConvolutionTests
{
    private const int Seed = 3002;

    [Fact]
    public void An_output_sums_the_products_of_its_group()
    {
        // Groups, channels and outputs of each: depthwise, groups within a word, groups across words, several blocks in a group.
        (int Groups, int Channels, int Outputs)[] layers =
            [(1, 65, 9), (2, 1, 1), (9, 1, 1), (65, 1, 1), (64, 1, 2), (130, 1, 1), (3, 5, 3), (2, 64, 8), (4, 33, 5), (2, 130, 17), (3, 65, 1)];
        var random = new Random(Seed);
        foreach (var window in Windows.OfEveryKind(random, 100))
        {
            var (groups, channels, outputs) = layers[random.Next(layers.Length)];
            Check(window, groups, channels, outputs, random);
        }

        // 9 taps of 4 words are more than the 31 a byte counter holds.
        Check(new(3, 3, 3, 3, 3, 3, Top: 1, Left: 1), 2, 230, 3, random);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        static void Dot(int image, int weights, int masks, ushort[] starts, int sums) => GroupedXnorConvolution.Dot(
            new ulong[image], new(2, 2, 1, 1, 2, 2), new ulong[weights], new ulong[masks], starts, 1, new int[sums]);
        Dot(8, 16, 16, [0, 1], 36);
        var error = Assert.Throws<ArgumentException>("image", () => Dot(8, 16, 16, [0, 2], 36));
        Assert.Contains("Found 2 elements, expected at least 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => Dot(7, 16, 16, [0, 1], 36));
        Assert.Throws<ArgumentException>("weights", () => Dot(8, 17, 17, [0, 1], 36));
        Assert.Throws<ArgumentException>("weights", () => Dot(8, 0, 0, [], 0));
        Assert.Throws<ArgumentException>("masks", () => Dot(8, 16, 15, [0, 1], 36));
        Assert.Throws<ArgumentException>("starts", () => Dot(8, 16, 16, [0], 36));
        Assert.Throws<ArgumentException>("sums", () => Dot(8, 16, 16, [0, 1], 35));
        Assert.Throws<ArgumentException>("window", () => GroupedXnorConvolution.Dot([], default, [], [], [], 1, []));
    }

    private static void Check(SlidingWindow window, int groups, int channels, int outputsPerGroup, Random random)
    {
        int outputs = groups * outputsPerGroup;
        var image = SignImage.Random(window.Pixels, groups * channels, random);
        var kernel = new BitKernel(outputs, window.Taps, channels, random);
        var sums = new Guarded<int>(window.OutputPixels * outputs);
        var (weights, masks, starts) = Packed(kernel, window.Taps, channels, outputs, outputsPerGroup, groups * channels);

        GroupedXnorConvolution.Dot(image.Packed(), window, weights, masks, starts, channels, sums.Span);

        int[] expected = new int[sums.Span.Length];
        foreach (var (pixel, i, j) in window.Results())
            for (int n = 0; n < outputs; n++)
                foreach (var (at, tap) in window.Taps(i, j))
                    for (int c = 0; c < channels; c++)
                        expected[(pixel * outputs) + n] += image[at, (n / outputsPerGroup * channels) + c] * kernel[n, tap, c];
        string layer = $"{window}, {groups} groups of {channels} channels and {outputsPerGroup} outputs";
        sums.AssertIs(expected, $"{layer}, seed {Seed}");
        EveryLanes.Check(new DotCheck(image.Packed(), window, weights, masks, starts, channels, expected, layer));
    }

    private static (ulong[] Weights, ulong[] Masks, ushort[] Starts) Packed(
        BitKernel kernel, int taps, int channels, int outputs, int outputsPerGroup, int allChannels)
    {
        int FirstChannel(int n) => n / outputsPerGroup * channels;
        int blocks = kernel.PaddedOutputs / 8;
        int[] first = Enumerable.Range(0, blocks).Select(b => FirstChannel(8 * b) / 64).ToArray();
        int words = Enumerable.Range(0, outputs).Max(n => ((FirstChannel(n) + channels - 1) / 64) - first[n / 8] + 1);

        // The last blocks start early enough that they end with the pixel.
        ushort[] starts = [.. first.Select(start => (ushort)Math.Min(start, ((allChannels + 63) / 64) - words))];
        var (weights, masks) = (new ulong[kernel.PaddedOutputs * taps * words], new ulong[kernel.PaddedOutputs * taps * words]);
        for (int n = 0; n < outputs; n++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int bit = FirstChannel(n) + c - (64 * starts[n / 8]);
                    int at = (((((n / 8) * taps) + tap) * words + (bit / 64)) * 8) + (n % 8);
                    masks[at] |= 1ul << (bit % 64);
                    if (kernel[n, tap, c] == 1)
                        weights[at] |= 1ul << (bit % 64);
                }
            }
        }

        return (weights, masks, starts);
    }

    private sealed record DotCheck(
        ulong[] Image, SlidingWindow Window, ulong[] Weights, ulong[] Masks, ushort[] Starts, int Channels, int[] Expected, string Layer) : ILaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            var dots = new Guarded<int>(Expected.Length);
            GroupedXnorConvolution.Dot<TLanes>(Image, Window, Weights, Masks, Starts, Channels, dots.Span);
            dots.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }
}
