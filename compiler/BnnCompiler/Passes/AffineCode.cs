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

    // The float32 chain strays from it by a few halves of its last place, 2^-24 of the greatest value. One that strays further rounds on purpose.
    public const double Rounding = 1e-6;

    /// <summary>The map of <paramref name="op"/>, or null if it is no affine map of pixels, the same for all.</summary>
    public static PixelMap? Of(Op op)
    {
        if (ChannelFunction.Of(op) is not { IsUniform: true, Root.Type.Element: ElementType.UInt8 } function)
            return null;
        double[] pixels = function.Range(0)!.Value.ToArray();
        var (values, hasNaN) = function.Evaluate(0, pixels, Arithmetic.Float64);
        double offset = values[0], scale = (values[255] - values[0]) / 255;
        double[] rounded = function.Evaluate(0, pixels).Values;
        double greatest = Math.Abs(values[0]) + Math.Abs(values[255]);
        for (int p = 0; p < pixels.Length; p++)
        {
            double line = (scale * p) + offset;
            if (!(Math.Abs(values[p] - line) <= Straightness * greatest && Math.Abs(rounded[p] - line) <= Rounding * greatest))
                return null;
        }

        return hasNaN || scale == 0 || !function.DecidesAlikeInFloat64(0, pixels) ? null : new(function.Root, scale, offset);
    }
}
