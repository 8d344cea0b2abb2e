// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Tests.Kernels;

namespace BnnCompiler.Runtime.Tests.Images;

public sealed class ImagePoolTests
{
    private const int Seed = 3005;

    private static readonly int[] SomeChannels = [1, 3, 7, 8, 31, 64, 65, 130];

    [Fact]
    public void Bits_are_joined_by_and_where_all_is_asked_for_else_by_or()
    {
        foreach (var (window, channels, random) in Cases())
        {
            var image = SignImage.Random(window.Pixels, channels, random);
            var all = SignImage.Random(1, channels, random);
            var output = new Guarded<ulong>(window.OutputPixels * ((channels + 63) / 64));

            ImagePool.AnyOrAll(image.Packed(), window, all.Packed(), output.Span);

            bool Joined(int i, int j, int c) => all[0, c] == 1
                ? window.Taps(i, j).All(at => image[at.Pixel, c] == 1)
                : window.Taps(i, j).Any(at => image[at.Pixel, c] == 1);
            var expected = new SignImage(
                window.OutputPixels, channels, (pixel, c) => Joined(pixel / window.OutputWidth, pixel % window.OutputWidth, c));
            output.AssertIs(expected.Packed(), $"{window}, {channels} channels, seed {Seed}");
        }
    }

    [Fact]
    public void Sum_of_bits_takes_them_as_plus_and_minus_one()
    {
        foreach (var (window, channels, random) in Cases())
        {
            var image = SignImage.Random(window.Pixels, channels, random);
            var output = new Guarded<int>(window.OutputPixels * channels);
            ImagePool.Sum(image.Packed(), window, channels, output.Span);
            int[] expected = Joined(window, channels, (taps, c) => taps.Sum(pixel => image[pixel, c]));
            output.AssertIs(expected, $"{window}, {channels} channels, seed {Seed}");
        }
    }

    [Fact]
    public void Max_and_sum_of_integers_skip_the_padding()
    {
        foreach (var (window, channels, random) in Cases())
        {
            int[] image = [.. Enumerable.Range(0, window.Pixels * channels).Select(_ => random.Next(-1000, -1))];
            var output = new Guarded<int>(window.OutputPixels * channels);
            ImagePool.Max(image, window, output.Span);
            int[] greatest = Joined(window, channels, (taps, c) => taps.Max(pixel => (int?)image[(pixel * channels) + c]) ?? int.MinValue);
            output.AssertIs(greatest, $"max, {window}, {channels} channels, seed {Seed}");

            ImagePool.Sum(image, window, output.Span);
            int[] sums = Joined(window, channels, (taps, c) => taps.Sum(pixel => image[(pixel * channels) + c]));
            output.AssertIs(sums, $"sum, {window}, {channels} channels, seed {Seed}");
        }
    }

    [Fact]
    public void Max_of_bytes_compares_without_a_sign()
    {
        foreach (var (window, channels, random) in Cases())
        {
            byte[] image = new byte[window.Pixels * channels];
            random.NextBytes(image);
            var output = new Guarded<byte>(window.OutputPixels * channels);
            ImagePool.Max(image, window, output.Span);
            byte[] expected = Joined(window, channels, (taps, c) => taps.Max(pixel => (byte?)image[(pixel * channels) + c]) ?? 0);
            output.AssertIs(expected, $"{window}, {channels} channels, seed {Seed}");
        }
    }

    [Fact]
    public void Floats_are_joined_in_order_and_each_sum_is_rounded()
    {
        foreach (var (window, channels, random) in Cases())
        {
            float[] special = [float.NaN, 0f, -0f, float.NegativeInfinity];
            float AnyValue() => random.Next(5) == 0 ? special[random.Next(4)] : MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-30, 31));
            float[] image = [.. Enumerable.Range(0, window.Pixels * channels).Select(_ => AnyValue())];
            var output = new Guarded<float>(window.OutputPixels * channels);
            ImagePool.Max(image, window, output.Span);
            float[] greatest = Joined(window, channels, (taps, c) => taps.Aggregate(
                float.NegativeInfinity, (max, pixel) => image[(pixel * channels) + c] > max ? image[(pixel * channels) + c] : max));
            output.AssertIs(greatest, $"max, {window}, {channels} channels, seed {Seed}");

            // The bits of a sum that is not a number are the processor's affair.
            foreach (ref float value in image.AsSpan())
                value = float.IsFinite(value) ? value : 1;
            ImagePool.Sum(image, window, output.Span);
            float[] sums = Joined(window, channels, (taps, c) => taps.Aggregate(0f, (sum, pixel) => sum + image[(pixel * channels) + c]));
            output.AssertIs(sums, $"sum, {window}, {channels} channels, seed {Seed}");
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        var window = new SlidingWindow(2, 2, 2, 2, 1, 1);
        var error = Assert.Throws<ArgumentException>("output", () => ImagePool.Max(new int[12], window, new int[4]));
        Assert.Contains("Found 4 elements, expected 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => ImagePool.Max(new byte[11], window, new byte[3]));
        Assert.Throws<ArgumentException>("window", () => ImagePool.Sum(new float[12], default, new float[3]));
        Assert.Throws<ArgumentException>("image", () => ImagePool.AnyOrAll(new ulong[4], window, new ulong[2], new ulong[2]));
        Assert.Throws<ArgumentException>("output", () => ImagePool.AnyOrAll(new ulong[8], window, new ulong[2], new ulong[1]));
        Assert.Throws<ArgumentException>("window", () => ImagePool.AnyOrAll([], default, [], []));
        Assert.Throws<ArgumentException>("image", () => ImagePool.Sum(new ulong[4], window, 65, new int[65]));
        Assert.Throws<ArgumentException>("output", () => ImagePool.Sum(new ulong[8], window, 65, new int[64]));
        Assert.Throws<ArgumentException>("image", () => ImagePool.Sum(new ulong[8], window, -1, new int[64]));
    }

    private static IEnumerable<(SlidingWindow Window, int Channels, Random Random)> Cases()
    {
        var random = new Random(Seed);
        return Windows.OfEveryKind(random, 100).Select(window => (window, SomeChannels[random.Next(SomeChannels.Length)], random));
    }

    private static T[] Joined<T>(SlidingWindow window, int channels, Func<IEnumerable<int>, int, T> join) =>
        [.. window.Results().SelectMany(at => Enumerable.Range(0, channels).Select(c => join(window.Taps(at.I, at.J).Select(tap => tap.Pixel), c)))];
}
