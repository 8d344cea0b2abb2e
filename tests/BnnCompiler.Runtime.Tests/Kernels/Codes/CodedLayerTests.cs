// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Kernels.Codes;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Tests.Kernels.Codes;

/// <summary>Dense layers are convolutions on one pixel here, so one list of cases serves both kernels.</summary>
public sealed class CodedLayerTests
{
    private const int Seed = 3016;

    private static readonly int[] SomeChannels = [1, 2, 3, 31, 32, 33, 63, 64, 65, 130];

    private static readonly int[] SomeOutputs = [1, 3, 63, 64, 65, 128, 129, 192, 257, 513];

    /// <summary>Bits, codes counted from the lowest and from the middle, and codes that stand for anything.</summary>
    private static readonly int[][] SomeValues =
    [
        [0, 1], [-1, 1], [0, 1, 2, 3], [-1, 0, 1, 2], [-1, 0, 1], [2, 0, -2], [-3, -2, -1, 0, 1, 2, 3, 4], [.. Enumerable.Range(-7, 16)],
        [0, 5, -6, 7],
    ];

    /// <summary>One bit, ternary, and two and three bits in two's complement and odd.</summary>
    private static readonly (int[] Places, int Factor, int Zero)[] SomeWeights =
        [([1], 2, 1), ([1, 1], 1, 1), ([1, 2], 1, 2), ([1, 2], 2, 3), ([1, 2, 4], 1, 4)];

    private static readonly int[] Registers = [0, Bits64.Words, Bits128.Words, Bits256.Words, Bits512.Words];

    [Fact]
    public void Sums_codes_and_bits_are_those_of_the_products()
    {
        var random = new Random(Seed);
        foreach (var window in Windows.OfEveryKind(random, 60))
        {
            foreach (int[] values in SomeValues)
                Check(Any(window, SomeChannels[random.Next(10)], SomeOutputs[random.Next(10)], values, random));
        }
    }

    [Fact]
    public void Layers_of_many_inputs_and_outputs_are_counted_in_groups_and_tiles()
    {
        var random = new Random(Seed);
        foreach (int[] values in SomeValues)
        {
            Check(Any(new(1, 1, 1, 1, 1, 1), 2100, 2100, values, random));
            Check(Any(new(2, 2, 3, 2, 2, 2, Top: 1, Left: 1), 385, 600, values, random));
        }
    }

    [Fact]
    public void Pixels_of_several_bands_are_all_counted()
    {
        var random = new Random(Seed);
        Check(Any(new(9, 17, 3, 3, 9, 17, Top: 1, Left: 1), 20, 570, [-1, 0, 1, 2], random));
        Check(Any(new(20, 30, 2, 2, 10, 15, StrideY: 2, StrideX: 2), 5, 1025, [0, 1], random));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        // 70 inputs, 65 outputs, ternary: two sets of 71 rows of two words; sums up to 70, so nine planes for each limit.
        int[] steps = [0, 0, 2, 0, 0, 0, 2, 1];
        void Dense(int input, int[] stepped, int weights, int factor, int limits, int flips, int codes) => CodedDense.Quantize<byte>(
            new byte[input], input, stepped, new ulong[weights], factor, 1, 70, new ulong[limits], new ulong[flips], new byte[codes]);
        Dense(70, steps, 284, 1, 36, 2, 65);
        Assert.Throws<ArgumentException>("weights", () => Dense(69, steps, 284, 1, 36, 2, 65));
        Assert.Throws<ArgumentException>("weights", () => Dense(70, steps, 283, 1, 36, 2, 65));
        Assert.Throws<ArgumentException>("limits", () => Dense(70, steps, 284, 1, 35, 2, 65));
        Assert.Throws<ArgumentException>("flips", () => Dense(70, steps, 284, 1, 36, 1, 65));
        Assert.Throws<ArgumentException>("outputs", () => Dense(70, steps, 284, 1, 36, 2, 0));
        Assert.Throws<ArgumentException>("steps", () => Dense(70, [], 284, 1, 36, 2, 65));
        Assert.Throws<ArgumentException>("steps", () => Dense(70, [0, 0, 2], 284, 1, 36, 2, 65));
        Assert.Throws<ArgumentException>("steps", () => Dense(70, [0, 0, 2, 0, 1, 0, 2, 1], 284, 1, 36, 2, 65));
        Assert.Throws<ArgumentException>(() => Dense(70, steps, 284, 3, 36, 2, 65));
        Assert.Throws<ArgumentException>("input", () => CodedDense.Sum(new short[70], 70, steps, new ulong[284], 1, 1, 70, new int[65]));
        Assert.Throws<ArgumentException>("steps", () => CodedDense.Sum(new ulong[2], 70, [0, 0, 4, 0], new ulong[142], 2, 1, 70, new int[65]));
        Assert.Throws<ArgumentException>("input", () => CodedConvolution.Sum(
            new byte[71], new(1, 1, 1, 1, 1, 1), 70, steps, new ulong[284], 1, 1, 70, new int[65]));
        Assert.Throws<ArgumentException>("outputs", () => CodedConvolution.Sum(
            new byte[1], new(1, 1, 1, 1, 1, 1), 1, [0, 0, 2, 0], new ulong[256], 2, 1, 1, new int[128 * 64]));
    }

    private static CodedCase Any(SlidingWindow window, int channels, int outputs, int[] values, Random random)
    {
        var (places, factor, zero) = SomeWeights[random.Next(SomeWeights.Length)];
        return new(window, channels, outputs, values, places, factor, zero, random.Next(1, 4), random);
    }

    private static void Check(CodedCase layer)
    {
        CheckOn<byte>(layer, layer.Image);
        if (layer.Image.All(code => code < 2) && layer.Steps.Where((_, i) => i % 4 == 2).All(codes => codes is 1 or 2))
            CheckOn<ulong>(layer, layer.Bits);
    }

    private static void CheckOn<T>(CodedCase c, T[] image)
        where T : unmanaged
    {
        bool isDense = c.Window is { Pixels: 1, Taps: 1, OutputPixels: 1 };
        var (steps, limits) = (c.Steps, c.LimitPlanes);
        foreach (int words in Registers.Where(words => words <= (c.Outputs + 63) / 64))
        {
            string context = $"{c}, {words} words, {typeof(T).Name}, seed {Seed}";
            var (sums, codes, bits) = (new Guarded<int>(c.Sums.Length), new Guarded<byte>(c.Sums.Length), new Guarded<ulong>(c.OutputBits.Length));
            var layer = new CodedLayer(steps, c.Weights, c.Factor, c.Zero, c.Bias, (long)c.Window.Taps * c.Channels, c.Outputs);
            int width = words == 0 ? layer.VectorWords : words, classes = c.RowClasses.Max() + c.ColumnClasses.Max() + 1;
            var input = CodedInput.Of<T>(image, c.Channels, new(steps));
            Count(new(layer, sums.Span), layer, input);
            Count(new(layer, limits, c.Flips, codes.Span, classes), layer, input);
            sums.AssertIs(c.Sums, "sums: " + context);
            codes.AssertIs(c.Codes, "codes: " + context);
            if (c.Limits == 1)
            {
                Count(new(layer, limits, c.Flips, bits.Span, classes), layer, input);
                bits.AssertIs(c.OutputBits, "bits: " + context);
            }

            void Count(in CodedResult result, in CodedLayer layer, in CodedInput input)
            {
                if (isDense)
                    CodedDense.Count(layer, input, c.Channels, result, width);
                else
                    CodedConvolution.Count(layer, input, c.Window, c.Channels, result, c.RowClasses, c.ColumnClasses, width);
            }
        }
    }
}
