// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

public sealed class WeightedConvolutionTests
{
    private const int Seed = 3006, Rounds = 60;

    [Fact]
    public void Sums_are_those_of_the_products_on_the_image()
    {
        var random = new Random(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            int groups = random.Next(1, 3), channels = random.Next(1, 20), outputs = random.Next(1, 70);
            int height = random.Next(1, 5), width = random.Next(1, 5);
            var window = new SlidingWindow(
                Height: height, Width: width, KernelHeight: 2, KernelWidth: 2, OutputHeight: height, OutputWidth: width, Left: 1);
            byte[] image = new byte[height * width * groups * channels];
            sbyte[] weights = [.. Enumerable.Range(0, groups * 4 * channels * outputs).Select(_ => (sbyte)random.Next(-128, 128))];
            random.NextBytes(image);
            int[] expected = [.. Enumerable.Range(0, height * width * groups * outputs).Select(Sum)];
            string context = $"{groups} groups of {channels} channels and {outputs} outputs, {height} x {width}, seed {Seed}";

            var sums = new Guarded<int>(expected.Length);
            WeightedConvolution.Sum(image, window, weights, groups, sums.Span);
            sums.AssertIs(expected, "bytes: " + context);

            sums = new Guarded<int>(expected.Length);
            WeightedConvolution.Sum(Array.ConvertAll(image, value => (short)value), window, weights, groups, sums.Span);
            sums.AssertIs(expected, "integers: " + context);

            int Sum(int index)
            {
                int n = index % outputs, group = index / outputs % groups, pixel = index / outputs / groups, sum = 0;
                for (int tap = 0; tap < 4; tap++)
                {
                    int y = (pixel / width) + (tap / 2), x = (pixel % width) + (tap % 2) - 1;
                    for (int c = 0; c < channels && y < height && x >= 0 && x < width; c++)
                    {
                        sum += image[((((y * width) + x) * groups) + group) * channels + c]
                            * weights[(((((group * 4) + tap) * channels) + c) * outputs) + n];
                    }
                }

                return sum;
            }
        }
    }

    [Fact]
    public void Integers_below_zero_are_multiplied_too()
    {
        int[] sums = new int[2];
        var window = new SlidingWindow(Height: 1, Width: 1, KernelHeight: 1, KernelWidth: 1, OutputHeight: 1, OutputWidth: 1);
        WeightedConvolution.Sum([short.MinValue, 3], window, [-128, 127, 1, -1], 1, sums);
        Assert.Equal([(short.MinValue * -128) + 3, (short.MinValue * 127) - 3], sums);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        var window = new SlidingWindow(Height: 1, Width: 1, KernelHeight: 1, KernelWidth: 1, OutputHeight: 1, OutputWidth: 1);
        Assert.Throws<ArgumentException>("weights", () => WeightedConvolution.Sum(new byte[2], window, new sbyte[5], 1, new int[3]));
        Assert.Throws<ArgumentException>("image", () => WeightedConvolution.Sum(new byte[3], window, new sbyte[6], 2, new int[2]));
    }
}
