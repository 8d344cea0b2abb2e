// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Tests.Kernels;

namespace BnnCompiler.Runtime.Tests.Images;

public sealed class ChannelSelectionTests
{
    private const int Seed = 3011;

    [Fact]
    public void Channels_are_copied_or_negated_in_every_pixel()
    {
        var random = new Random(Seed);
        foreach (int outputs in (int[])[1, 2, 7, 63, 64, 65, 127, 128, 130, 300])
        {
            foreach (int channels in (int[])[1, 3, 64, 100])
            {
                int pixels = random.Next(0, 5);
                int[] values = [.. Enumerable.Range(0, pixels * channels).Select(_ => random.Next(int.MinValue, int.MaxValue))];
                int[] sources = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(channels))];
                bool[] negated = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(2) == 1)];
                int[] expected = [.. Enumerable.Range(0, pixels * outputs).Select(i => Selected(i / outputs, i % outputs))];
                int Selected(int pixel, int n) => values[(pixel * channels) + sources[n]] * (negated[n] ? -1 : 1);

                var selected = new Guarded<int>(expected.Length);
                ChannelSelection.Select(values, channels, sources, SignMatrix.Pack(negated), selected.Span);
                selected.AssertIs(expected, $"{outputs} of {channels} channels, {pixels} pixels, seed {Seed}");
            }
        }
    }

    [Fact]
    public void The_negative_of_the_least_integer_is_itself()
    {
        int[] selected = [0, 0];
        ChannelSelection.Select([int.MinValue], 1, [0, 0], [1], selected);
        Assert.Equal([int.MinValue, int.MinValue], selected);
    }

    [Fact]
    public void Lengths_and_channels_that_do_not_fit_are_named_with_what_was_expected()
    {
        static void Select(int values, int channels, int[] sources, int negated, int selected) =>
            ChannelSelection.Select(new int[values], channels, sources, new ulong[negated], new int[selected]);
        Select(6, 3, [2, 0], 1, 4);
        var error = Assert.Throws<ArgumentException>("sources", () => Select(6, 3, [2, 3], 1, 4));
        Assert.Contains("Found channel 3, expected 0 to 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("sources", () => Select(6, 3, [-1, 0], 1, 4));
        Assert.Throws<ArgumentException>("values", () => Select(7, 3, [2, 0], 1, 4));
        Assert.Throws<ArgumentException>("values", () => Select(6, 0, [0, 0], 1, 4));
        Assert.Throws<ArgumentException>("negated", () => Select(6, 3, [2, 0], 2, 4));
        Assert.Throws<ArgumentException>("selected", () => Select(6, 3, [2, 0], 1, 5));
    }
}
