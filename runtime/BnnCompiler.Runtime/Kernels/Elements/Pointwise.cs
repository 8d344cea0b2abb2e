// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime;

/// <summary>
/// Functions of as many float32 numbers as a register holds, for what no operator says. Comparisons and choices, not minima and maxima:
/// NaN and -0.0 become in each lane what the same comparisons of single numbers make of them.
/// </summary>
public static class Pointwise
{
    private const int Bits = 64;

    /// <summary>One power of two for each lane; no <see cref="Vector{T}"/> has more than 16 of 32 bits.</summary>
    private static ReadOnlySpan<uint> LaneBits =>
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768];

    /// <summary>0 where x is at most 0 or -0.0, else x; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Relu(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<float>.Zero), Vector<float>.Zero, x);

    /// <summary>x where it is at least 0 or -0.0, else x * slope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> PRelu(Vector<float> x, Vector<float> slope) =>
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, Vector<float>.Zero), x, x * slope);

    /// <summary>low where x is below it, high where x is above it, else x; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Clip(Vector<float> x, float low, float high)
    {
        Vector<float> lows = new(low), highs = new(high);
        var lowered = Vector.ConditionalSelect(Vector.GreaterThan(x, highs), highs, x);
        return Vector.ConditionalSelect(Vector.LessThan(x, lows), lows, lowered);
    }

    /// <summary>+1 where x is above 0, <paramref name="zero"/> where it is 0 or -0.0, else -1, also for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sign(Vector<float> x, float zero)
    {
        var atMostZero = Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), new Vector<float>(zero), new Vector<float>(-1f));
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, atMostZero);
    }

    /// <summary>+1 for each bit from <paramref name="first"/> on that is 1, -1 for each that is 0.</summary>
    /// <param name="bits">A row of bits, least significant first.</param>
    /// <param name="first">Index of a bit that is followed by enough others, in its word or the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Signs(ReadOnlySpan<ulong> bits, int first)
    {
        // The last bit may lie in the next word; if it does not, its word is this one and is shifted past the lanes.
        ulong low = bits[first / Bits] >> first;
        ulong high = bits[(first + Vector<uint>.Count - 1) / Bits] << 1 << (~first & (Bits - 1));
        var isMinus = Vector.Equals(new Vector<uint>((uint)(low | high)) & new Vector<uint>(LaneBits), Vector<uint>.Zero);
        return Vector.AsVectorSingle(Vector.AsVectorUInt32(Vector<float>.One) | (isMinus & new Vector<uint>(1u << 31)));
    }
}
