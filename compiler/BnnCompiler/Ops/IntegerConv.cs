// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A convolution with small integers as weights: y = sum of x * w over the taps inside of the image, the exact int32 sum. Ternary weights are -1, 0
/// and 1, signed ones of four bits -8 to 7. A dense layer is one on an image of one pixel.
/// <c>%y = integer_conv(%x, %w) {strides=1x1, pads=1x1x1x1, dilations=1x1, groups=1} : int32[1, 8, 8, 64]</c> with x: uint8, int16 or bit
/// [1, 8, 8, 128], w: int8[64, 3, 3, 128].
/// </summary>
internal sealed class IntegerConv : ConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("integer_conv", 2, Stage.Canonical, Stage.Canonical,
        a => new IntegerConv(a[0], a[1], WindowOf(a), a.Int("groups")));

    /// <summary>Slides <paramref name="weights"/> over <paramref name="input"/>.</summary>
    public IntegerConv(Op input, Op weights, Window window, int groups)
        : base(
            KindOf,
            ElementType.Int32,
            input.OfElement("input", ElementType.UInt8, ElementType.Int16, ElementType.Bit),
            weights.OfElement("weights", ElementType.Int8),
            window,
            groups)
    {
    }
}
