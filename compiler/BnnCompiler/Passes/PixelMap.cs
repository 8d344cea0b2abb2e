// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;

namespace BnnCompiler.Passes;

/// <summary>
/// A tensor whose elements are scale * p + offset for pixels p in 0..255, up to the float32 rounding of the map itself. A layer on it can sum
/// the pixels as integers, exactly, and map the sum (docs/numerics.md says what that means next to float32 sums).
/// </summary>
/// <param name="Pixels">uint8.</param>
/// <param name="Scale">Value of one step, as a real number in float64.</param>
/// <param name="Offset">Value of pixel 0.</param>
internal sealed record PixelMap(Op Pixels, double Scale, double Offset)
{
    // Float64 evaluation of an affine chain strays from a straight line by a few of its own roundings, about 1e-16 of the span.
    private const double Straightness = 1e-12;

    /// <summary>The map of <paramref name="op"/>, or null if it is no affine map of pixels, the same for all.</summary>
    public static PixelMap? Of(Op op)
    {
        if (ChannelFunction.Of(op) is not { IsUniform: true, Root.Type.Element: ElementType.UInt8 } function)
            return null;
        double[] pixels = function.Range(0)!.Value.ToArray();
        var (values, hasNaN) = function.Evaluate(0, pixels, Arithmetic.Float64);
        double offset = values[0], scale = (values[255] - values[0]) / 255;
        double tolerance = Straightness * (Math.Abs(values[0]) + Math.Abs(values[255]));
        for (int p = 0; p < pixels.Length; p++)
        {
            if (!(Math.Abs(values[p] - ((scale * p) + offset)) <= tolerance))
                return null;
        }

        return hasNaN || scale == 0 || !function.DecidesAlikeInFloat64(0, pixels) ? null : new(function.Root, scale, offset);
    }
}
