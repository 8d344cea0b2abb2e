// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.InteropServices;

namespace BnnCompiler.Training.Algebra;

/// <summary>
/// AP2, the approximate power of two of the paper's shift-based methods: AP2(x) = sign(x) · 2^e, so that a product with it is a shift. AP2(0) = 0.
/// The paper rounds the logarithm
/// and then says that hardware takes the index of the most significant bit; the two differ, as in AP2(3) = 4 or 2.
/// <para>Both are read off the bits of a float32: a number is (1 + m / 2^23) · 2^e, and its logarithm rounds up if 1 + m / 2^23 is above the square
/// root of 2. Numbers below the
/// least normal one, 2^-126, become 0 or that.</para>
/// </summary>
internal static class PowerOfTwo
{
    private const int Exponent = 0x7F800000, Sign = unchecked((int)0x80000000);

    // The mantissa of the least float32 above the square root of 2, and what carries it into the exponent.
    private const int AboveRootOfTwo = 0x3504F4, CarryOfRounding = 0x800000 - AboveRootOfTwo;

    /// <summary>AP2 of a number.</summary>
    public static float Of(float x, PowerRounding rounding)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int carry = rounding == PowerRounding.Round ? CarryOfRounding : 0;
        return BitConverter.Int32BitsToSingle((((bits & ~Sign) + carry) & Exponent) | (bits & Sign));
    }

    /// <summary>AP2 of every element of a vector.</summary>
    public static Vector<float> Of(Vector<float> x, PowerRounding rounding)
    {
        var bits = Vector.AsVectorInt32(x);
        var sign = new Vector<int>(Sign);
        var carry = new Vector<int>(rounding == PowerRounding.Round ? CarryOfRounding : 0);
        return Vector.AsVectorSingle((((Vector.AndNot(bits, sign)) + carry) & new Vector<int>(Exponent)) | (bits & sign));
    }

    /// <summary>result[i] = AP2(x[i]).</summary>
    public static void Of(ReadOnlySpan<float> x, Span<float> result, PowerRounding rounding)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(x);
        var to = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (int i = 0; i < from.Length; i++)
            to[i] = Of(from[i], rounding);
        for (int i = from.Length * Vector<float>.Count; i < x.Length; i++)
            result[i] = Of(x[i], rounding);
    }
}
