// SPDX-License-Identifier: MIT
using CsCheck;

namespace BnnCompiler.Tests.Networks;

/// <summary>What selecting networks read, with examples on the edges.</summary>
internal static class RandomSelectingInputs
{
    private static readonly Gen<int> Extent = Gen.Int[1, 5];

    /// <summary>An image of floats or of pixels.</summary>
    public static readonly Gen<ImageInput> Image =
        from input in Of(Gen.Int[1, 4], Extent, Extent)
        from isRounded in Gen.Frequency((7, Gen.Const(false)), (1, Gen.Const(true)))
        select isRounded ? input with { IsPixels = true, Chain = [ChainStep.Of("div", 255)], Line = new(1, 0, 255) } : input;

    /// <summary>An image of one pixel, which stands for a vector.</summary>
    public static Gen<ImageInput> Vector(Gen<int> length) => Of(length, Gen.Const(1), Gen.Const(1));

    /// <summary>An example, mostly of integers and halves, sums of which meet limits.</summary>
    public static Gen<float[]> Example(ImageInput input) => input.IsPixels
        ? Gen.Frequency((3, Gen.Int[0, 255]), (1, Gen.OneOf(0, 127, 128, 255))).Select(p => (float)p).Array[input.Length]
        : Gen.Frequency(
            (12, Gen.Int[-3, 3].Select(i => (float)i)),
            (8, Gen.Int[-5, 5].Select(i => i / 2f)),
            (4, Gen.OneOf(0f, -0f)),
            (8, Gen.Float[-2f, 2f]),
            (1, Gen.OneOf(1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity))).Array[input.Length];

    /// <summary>What a pixel is mapped to, and what lies between two of them.</summary>
    public static Gen<float> PixelLimit(ImageInput input)
    {
        var pixels = Gen.Frequency(
            (3, Gen.Int[0, 255].Select(p => (float)p)), (1, Gen.Int[0, 255].Select(p => p + 0.5f)), (1, Gen.OneOf(0f, 127f, 255f, 256f)));
        return Gen.Frequency(
            (5, pixels.Select(p => input.Chain.Aggregate(p, (x, step) => step.Apply(x, 0)))), (1, Gen.OneOf(0f, -0f)));
    }

    /// <summary>Pixels are mapped to multiples of a power of two, sums of which float32 holds.</summary>
    private static Gen<ImageInput> Of(Gen<int> channels, Gen<int> height, Gen<int> width)
    {
        ChainStep[] bipolar = [ChainStep.Of("mul", 2), ChainStep.Of("sub", 1)];
        var kinds = Gen.Frequency<(bool IsPixels, ChainStep[] Chain)>(
            (3, Gen.Const((false, Array.Empty<ChainStep>()))),
            (1, Gen.Const((false, bipolar))),
            (1, Gen.Const((true, Array.Empty<ChainStep>()))),
            (1, Gen.Const((true, new[] { ChainStep.Of("div", 256) }))),
            (1, Gen.Const((true, new[] { ChainStep.Of("div", 128), ChainStep.Of("sub", 1) }))));
        return from layout in Gen.Enum<ImageLayout>()
               from c in channels
               from h in height
               from w in width
               from kind in kinds
               select new ImageInput(c, h, w, layout, kind.IsPixels, kind.Chain);
    }
}
