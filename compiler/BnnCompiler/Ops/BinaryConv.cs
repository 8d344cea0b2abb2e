// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A convolution with weights +1 and -1: y = sum of x or -x over the taps inside of the image (paper, section 1.5). On bits, pixels (uint8) and
/// small integers (int16) y is the exact int32 sum; on float32 it is the float32 sum in ascending kernel row, column, channel.
/// <c>%y = binary_conv(%x, %w) {strides=1x1, pads=1x1x1x1, dilations=1x1, groups=1} : int32[1, 8, 8, 64]</c> with x: bit[1, 8, 8, 128],
/// w: bit[64, 3, 3, 128].
/// </summary>
internal sealed class BinaryConv : ConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("binary_conv", 2, Stage.Canonical, Stage.Canonical,
        a => new BinaryConv(a[0], a[1], WindowOf(a), a.Int("groups")));

    /// <summary>Slides the signs <paramref name="weights"/> over <paramref name="input"/>.</summary>
    public BinaryConv(Op input, Op weights, Window window, int groups)
        : base(
            KindOf,
            input.OfElement("input", ElementType.Bit, ElementType.UInt8, ElementType.Int16, ElementType.Float32).Type.Element == ElementType.Float32
                ? ElementType.Float32
                : ElementType.Int32,
            input,
            weights.OfElement("weights", ElementType.Bit),
            window,
            groups)
    {
    }
}
