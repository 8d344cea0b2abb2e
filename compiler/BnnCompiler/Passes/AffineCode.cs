// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A tensor whose elements are scale * c + offset for integers c: pixels in 0..255, codes of few bits, or bits, which are +1 and -1. A layer on it
/// can sum these, exactly, and map the sum (docs/numerics.md says what that means next to float32 sums).
/// </summary>
/// <param name="Codes">uint8 or bit.</param>
/// <param name="Scale">Value of one step, as a real number in float64; not 0.</param>
/// <param name="Offset">Value of 0.</param>
/// <param name="Range">What c can be.</param>
internal sealed record AffineCode(Op Codes, double Scale, double Offset, IntegerRange Range)
{
    /// <summary>The float32 chain strays from a line by a few halves of its last place, 2^-24 of the greatest value.</summary>
    public const double Rounding = 1e-6;

    // Float64 evaluation of an affine chain strays from a straight line by a few of its own roundings, about 1e-16 of the span.
    private const double Straightness = 1e-12;

    /// <summary>Float32 holds every integer up to this one.</summary>
    private const double ExactInFloat = 1 << 24;

    /// <summary>The form of <paramref name="op"/>, or null if it is no affine map of integers, the same for all elements.</summary>
    public static AffineCode? Of(Op op)
    {
        if (ChannelFunction.OfCodes(op) is not { IsUniform: true, Root.Type.Element: ElementType.UInt8 or ElementType.Bit } function)
            return null;
        double[] codes = function.Range(0)!.Value.ToArray();
        var (rounded, hasNaN) = function.Evaluate(0, codes);
        if (hasNaN)
            return null;
        double[] real = function.Evaluate(0, codes, Arithmetic.Float64).Values;

        // What float32 made of codes may be on no line of real numbers that is straighter: the file's own values, near enough, are.
        return (function.DecidesAlikeInFloat64(0, codes) ? OnLine(function, real, rounded, Straightness) : null)
            ?? (IsMadeOfCodes(function.Root) ? OnLine(function, rounded, rounded, Rounding) : null);
    }

    /// <summary>The same of codes and bits, and not of pixels of the network's input.</summary>
    public static AffineCode? OfCodes(Op op) => Of(op) is { IsOfCodes: true } code ? code : null;

    /// <summary>The line through the outermost of some values, if all are on it.</summary>
    private static AffineCode? OnLine(ChannelFunction function, double[] values, double[] rounded, double straightness)
    {
        var range = function.Range(0)!.Value;
        double first = values[0], last = values[values.Length - 1], greatest = Math.Abs(first) + Math.Abs(last);
        double scale = range.Count == 1 ? 1 : Line.Through(range, values).Slope, offset = first - (scale * range.Least);
        for (int i = 0; i < values.Length; i++)
        {
            double line = (scale * range.At(i)) + offset;
            if (!(Math.Abs(values[i] - line) <= straightness * greatest && Math.Abs(rounded[i] - line) <= Rounding * greatest))
                return null;
        }

        return scale == 0 ? null : new(function.Root, scale, offset, range);
    }

    /// <summary>Bits as codes 0 and 1 of one byte.</summary>
    public AffineCode AsBytes()
    {
        if (Codes.Type.Element != ElementType.Bit)
            return this;
        Constant limits = new(Tensor.Of(new Shape(1, 1), 0)), codes = new(Tensor.Of(new Shape(2, 1), (byte)0, (byte)1));
        var bytes = OnImage.Of(Codes, image =>
            new Quantize(new SumPool(image, Window.Of(1, 1)), limits, codes).Named(Codes.Name + "_codes", Codes.Origin));
        return new(bytes, 2 * Scale, Offset - Scale, new(0, 1, 1));
    }

    /// <summary>Whether integers are what a threshold or quantizer made, and no pixels of the network's input.</summary>
    public static bool IsMadeOfCodes(Op integers)
    {
        while (integers is MaxPool or BitPool or Reshape or Transpose)
            integers = integers.Operands[0];
        return integers is Threshold or Quantize or Concat or { Type.Element: ElementType.Bit };
    }

    /// <summary>
    /// Whether float32 sums of the values, each times an integer, are exact in any order: all are whole multiples of one power of two, and few
    /// enough.
    /// </summary>
    /// <param name="weights">The greatest sum of the sizes of an output's integers.</param>
    /// <param name="other">Another value, which some of the weights are multiplied with; 0 for none.</param>
    public bool SumsAreExact(double weights, float other = 0)
    {
        double greatest = Math.Max(Largest, Math.Abs(other));
        if (greatest == 0)
            return true;
        double unit = Math.Pow(2, Math.Floor(Math.Log(Math.Max(greatest * weights, double.Epsilon), 2)) - 22);
        return (float)Scale == Scale && (float)Offset == Offset && IsWhole(Scale / unit) && IsWhole(Offset / unit) && IsWhole(other / unit)
            && greatest * weights / unit <= ExactInFloat;
    }

    /// <summary>Whether the integers are what a threshold or quantizer made.</summary>
    public bool IsOfCodes => IsMadeOfCodes(Codes);

    /// <summary>Whether sums over codes stay as they are, for a kernel that counts them.</summary>
    /// <param name="countsCodes">Whether the target has one.</param>
    /// <param name="sums">The layer on the codes.</param>
    public bool AreCounted(bool countsCodes, Op sums) => countsCodes && IsOfCodes && CodedConvKernel.Sums(sums);

    /// <summary>The size of the greatest value.</summary>
    public double Largest => Math.Max(Math.Abs((Scale * Range.Least) + Offset), Math.Abs((Scale * Range.Greatest) + Offset));

    /// <summary>The integer, in or out of the range, that stands for a value; null if there is none.</summary>
    public int? CodeOf(float value)
    {
        double code = (value - Offset) / Scale, whole = Math.Round(code);
        return Math.Abs(code - whole) <= Straightness * Math.Max(1, Math.Abs(code)) && Math.Abs(whole) <= short.MaxValue ? (int)whole : null;
    }

    private static bool IsWhole(double number) => number == Math.Floor(number);
}
