// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A convolution as it comes from a source format, and a layer that stays float: y = (..((0 + x_0 * w_0) + x_1 * w_1) + ..) in ascending kernel
/// row, column, channel, each product and each sum rounded to float32; padded taps are left out (ONNX Conv without its bias).
/// <c>%y = conv(%x, %w) {strides=1x1, pads=1x1x1x1, dilations=1x1, groups=1} : float32[1, 8, 8, 64]</c> with x: float32[1, 8, 8, 3],
/// w: float32[64, 3, 3, 3] or bit.
/// </summary>
internal sealed class Conv : ConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("conv", 2, Stage.Imported, Stage.Canonical,
        a => new Conv(a[0], a[1], WindowOf(a), a.Int("groups")));

    /// <summary>Slides <paramref name="weights"/>, float32 or bit, over <paramref name="input"/>.</summary>
    public Conv(Op input, Op weights, Window window, int groups)
        : base(
            KindOf,
            ElementType.Float32,
            input.OfElement("input", ElementType.Float32),
            weights.OfElement("weights", ElementType.Float32, ElementType.Bit),
            window,
            groups)
    {
    }
}
