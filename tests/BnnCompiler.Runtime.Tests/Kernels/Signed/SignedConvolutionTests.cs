// SPDX-License-Identifier: MIT
using System.Numerics;
using BnnCompiler.Runtime.Registers.Signed;
using BnnCompiler.Runtime.Tests.Registers.Signed;

namespace BnnCompiler.Runtime.Tests.Kernels.Signed;

public sealed class SignedConvolutionTests
{
    private const int Seed = 3006;

    [Fact]
    public void Bytes_are_added_with_the_signs_of_their_group()
    {
        var random = new Random(Seed);
        foreach (var layer in GroupedLayer.OfEveryKind(random, 150))
        {
            var signs = SignImage.Random(layer.Rows, layer.Outputs, random);
            byte[] image = new byte[layer.ImageLength];
            random.NextBytes(image);
            var sums = new Guarded<int>(layer.SumCount);
            SignedConvolution.Sum(image, layer.Window, signs.Packed(), layer.Groups, sums.Span);
            int[] expected = [.. layer.Sums().Select(terms => terms.Sum(term => signs[term.Row, term.Output] * image[term.Value]))];
            sums.AssertIs(expected, $"{layer}, seed {Seed}");
            EverySignedLanes.Check(new SumCheck<byte>(image, layer, signs.Packed(), expected));
        }
    }

    [Fact]
    public void Words_of_sixteen_bits_are_added_with_the_signs_of_their_group()
    {
        var random = new Random(Seed);
        foreach (var layer in GroupedLayer.OfEveryKind(random, 150))
        {
            var signs = SignImage.Random(layer.Rows, layer.Outputs, random);
            short[] image = [.. Enumerable.Range(0, layer.ImageLength).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
            var sums = new Guarded<int>(layer.SumCount);
            SignedConvolution.Sum(image, layer.Window, signs.Packed(), layer.Groups, sums.Span);
            int[] expected = [.. layer.Sums().Select(terms => terms.Sum(term => signs[term.Row, term.Output] * image[term.Value]))];
            sums.AssertIs(expected, $"{layer}, seed {Seed}");
            EverySignedLanes.Check(new SumCheck<short>(image, layer, signs.Packed(), expected));
        }
    }

    [Fact]
    public void Floats_are_added_in_order_and_each_sum_is_rounded()
    {
        var random = new Random(Seed);
        foreach (var layer in GroupedLayer.OfEveryKind(random, 150))
        {
            // Magnitudes from 2^-30 to 2^30, so that another order or a wider sum gives other bits; zeros of both signs.
            var signs = SignImage.Random(layer.Rows, layer.Outputs, random);
            float AnyValue() => random.Next(4) == 0 ? random.Next(2) * -0f : MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-30, 31));
            float[] image = [.. Enumerable.Range(0, layer.ImageLength).Select(_ => AnyValue())];
            var sums = new Guarded<float>(layer.SumCount);
            SignedConvolution.Sum(image, layer.Window, signs.Packed(), layer.Groups, sums.Span);
            float[] expected = [.. layer.Sums().Select(terms => terms.Aggregate(
                0f, (sum, term) => signs[term.Row, term.Output] == 1 ? sum + image[term.Value] : sum - image[term.Value]))];
            sums.AssertIs(expected, $"{layer}, seed {Seed}");
            EverySignedLanes.Check(new FloatCheck(image, layer, signs.Packed(), expected));
        }
    }

    [Fact]
    public void Bit_is_set_from_the_limit_of_its_class_on()
    {
        var random = new Random(Seed);
        foreach (var layer in GroupedLayer.OfEveryKind(random, 150).Select(layer => layer with { Groups = 1 }))
            CheckThreshold(layer, random);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        static void Sum(int image, int weights, int groups, int sums) =>
            SignedConvolution.Sum(new byte[image], new(2, 2, 1, 2, 2, 1), new ulong[weights], groups, new int[sums]);
        Sum(24, 24, 2, 2 * 2 * 65);
        var error = Assert.Throws<ArgumentException>("weights", () => Sum(24, 23, 2, 2 * 2 * 65));
        Assert.Contains("Found 23 elements, expected 24", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("image", () => Sum(20, 24, 2, 2 * 2 * 65));
        Assert.Throws<ArgumentException>("image", () => Sum(24, 24, 0, 2 * 2 * 65));
        Assert.Throws<ArgumentException>("sums", () => Sum(24, 24, 2, (2 * 2 * 65) - 2));
        Assert.Throws<ArgumentException>("window", () => SignedConvolution.Sum(new float[1], default, [], 1, new float[1]));

        static void Threshold(int image, int weights, int outputs, int limits, byte[] rows, byte[] columns, int output) =>
            SignedConvolution.Threshold(
                new short[image], new(2, 2, 1, 2, 2, 1), new ulong[weights], outputs, new int[limits], rows, columns, new ulong[output]);
        Threshold(12, 12, 65, 3 * 72, [2, 0], [0], 4);
        Threshold(12, 12, 72, 4 * 72, [2, 0], [0], 4);
        Assert.Throws<ArgumentException>("image", () => Threshold(13, 12, 65, 3 * 72, [2, 0], [0], 4));
        Assert.Throws<ArgumentException>("weights", () => Threshold(12, 6, 65, 3 * 72, [2, 0], [0], 4));
        Assert.Throws<ArgumentException>("weights", () => Threshold(12, 12, 64, 3 * 64, [2, 0], [0], 4));
        Assert.Throws<ArgumentException>("outputs", () => Threshold(12, 0, 0, 0, [2, 0], [0], 0));
        Assert.Throws<ArgumentException>("limits", () => Threshold(12, 12, 73, 3 * 72, [2, 0], [0], 4));
        Assert.Throws<ArgumentException>("limits", () => Threshold(12, 12, 65, 3 * 72, [2, 0], [1], 4));
        Assert.Throws<ArgumentException>("limits", () => Threshold(12, 12, 65, 3 * 65, [2, 0], [0], 4));
        Assert.Throws<ArgumentException>("rowClasses", () => Threshold(12, 12, 65, 3 * 72, [2], [0], 4));
        Assert.Throws<ArgumentException>("columnClasses", () => Threshold(12, 12, 65, 3 * 72, [2, 0], [0, 0], 4));
        Assert.Throws<ArgumentException>("output", () => Threshold(12, 12, 65, 3 * 72, [2, 0], [0], 3));
    }

    private static void CheckThreshold(GroupedLayer layer, Random random)
    {
        var signs = SignImage.Random(layer.Rows, layer.Outputs, random);
        byte[] image = new byte[layer.ImageLength];
        random.NextBytes(image);
        int[] sums = [.. layer.Sums().Select(terms => terms.Sum(term => signs[term.Row, term.Output] * image[term.Value]))];

        // Two classes of rows and two of columns, where there are as many; each limit is just met or just missed by some pixel.
        var window = layer.Window;
        byte[] rowClasses = [.. Enumerable.Range(0, window.OutputHeight).Select(i => (byte)(2 * (i % 2)))];
        byte[] columnClasses = [.. Enumerable.Range(0, window.OutputWidth).Select(j => (byte)(j % 2))];
        int padded = (layer.Outputs + 7) / 8 * 8;

        // Limits of classes that no pixel has, which nothing may read, follow the others.
        int[] limits = Enumerable.Repeat(int.MaxValue, (rowClasses.Max() + columnClasses.Max() + 1 + random.Next(2)) * padded).ToArray();
        int LimitAt(int i, int j, int n) => ((rowClasses[i] + columnClasses[j]) * padded) + n;
        foreach (var (pixel, i, j) in window.Results())
            for (int n = 0; n < layer.Outputs; n++)
                limits[LimitAt(i, j, n)] = sums[(pixel * layer.Outputs) + n] + random.Next(2);
        ulong[] expected = [.. window.Results().SelectMany(at => SignMatrix.Pack([.. Enumerable.Range(0, padded)
            .Select(n => n < layer.Outputs && sums[(at.Pixel * layer.Outputs) + n] >= limits[LimitAt(at.I, at.J, n)])]))];

        var output = new Guarded<ulong>(expected.Length);
        SignedConvolution.Threshold(image, window, signs.Packed(), layer.Outputs, limits, rowClasses, columnClasses, output.Span);
        output.AssertIs(expected, $"bytes, {layer}, seed {Seed}");
        EverySignedLanes.Check(new ThresholdCheck<byte>(image, layer, signs.Packed(), limits, rowClasses, columnClasses, expected));

        output = new Guarded<ulong>(expected.Length);
        short[] shorts = [.. image.Select(value => (short)value)];
        SignedConvolution.Threshold(shorts, window, signs.Packed(), layer.Outputs, limits, rowClasses, columnClasses, output.Span);
        output.AssertIs(expected, $"words of 16 bits, {layer}, seed {Seed}");
        EverySignedLanes.Check(new ThresholdCheck<short>(shorts, layer, signs.Packed(), limits, rowClasses, columnClasses, expected));
    }

    private sealed record SumCheck<TValue>(TValue[] Image, GroupedLayer Layer, ulong[] Weights, int[] Expected) : IIntegerLaneCheck
        where TValue : unmanaged, INumberBase<TValue>
    {
        public void Check<TLanes>() where TLanes : struct, ISignedLanes<TLanes, int>
        {
            var sums = new Guarded<int>(Expected.Length);
            SignedConvolution.Sum<TLanes, int, TValue>(Image, Layer.Window, Weights, Layer.Groups, sums.Span);
            sums.AssertIs(Expected, $"{typeof(TLanes)}, {typeof(TValue)}, {Layer}, seed {Seed}");
        }
    }

    private sealed record FloatCheck(float[] Image, GroupedLayer Layer, ulong[] Weights, float[] Expected) : IFloatLaneCheck
    {
        public void Check<TLanes>() where TLanes : struct, IFloatLanes<TLanes>
        {
            var sums = new Guarded<float>(Expected.Length);
            SignedConvolution.Sum<TLanes, float, float>(Image, Layer.Window, Weights, Layer.Groups, sums.Span);
            sums.AssertIs(Expected, $"{typeof(TLanes)}, {Layer}, seed {Seed}");
        }
    }

    private sealed record ThresholdCheck<TValue>(
        TValue[] Image, GroupedLayer Layer, ulong[] Weights, int[] Limits, byte[] RowClasses, byte[] ColumnClasses, ulong[] Expected)
        : IIntegerLaneCheck
        where TValue : unmanaged, INumberBase<TValue>
    {
        public void Check<TLanes>() where TLanes : struct, ISignedLanes<TLanes, int>
        {
            var output = new Guarded<ulong>(Expected.Length);
            int padded = (Layer.Outputs + 7) / 8 * 8;
            SignedConvolution.Threshold<TLanes, TValue>(Image, Layer.Window, Weights, Limits, RowClasses, ColumnClasses, padded, output.Span);
            output.AssertIs(Expected, $"{typeof(TLanes)}, {typeof(TValue)}, {Layer}, seed {Seed}");
        }
    }
}
