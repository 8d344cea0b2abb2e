// SPDX-License-Identifier: MIT
using System.Numerics;

namespace Digits;

/// <summary>Arithmetic on rows of numbers whose result does not depend on the width of the processor's registers.</summary>
internal static class Rows
{
    /// <summary>The sum of products of rows of +1 and -1. Every partial sum is a small whole number, so any order is exact.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
            sums += new Vector<float>(left[i..]) * new Vector<float>(right[i..]);
        float result = Vector.Sum(sums);
        for (; i < left.Length; i++)
            result += left[i] * right[i];
        return result;
    }

    /// <summary>target += factor * source: each element on its own, product and sum rounded separately.</summary>
    public static void AddScaled(Span<float> target, float factor, ReadOnlySpan<float> source)
    {
        if (factor == 0)
            return;
        var factors = new Vector<float>(factor);
        int i = 0;
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(target[i..]) + (factors * new Vector<float>(source[i..]))).CopyTo(target[i..]);
        for (; i < target.Length; i++)
            target[i] += factor * source[i];
    }
}
