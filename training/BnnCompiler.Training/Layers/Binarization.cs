// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.InteropServices;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>The two binarizations of the paper's section 1.1, and the gradient that stands in for theirs (section 1.3).</summary>
internal static class Binarization
{
    /// <summary>+1 if x &gt;= 0, else -1.</summary>
    public static void Deterministic(ReadOnlySpan<float> x, Span<float> signs)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(x);
        var to = MemoryMarshal.Cast<float, Vector<float>>(signs);
        for (int i = 0; i < from.Length; i++)
            to[i] = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(from[i], Vector<float>.Zero), Vector<float>.One, -Vector<float>.One);
        for (int i = from.Length * Vector<float>.Count; i < x.Length; i++)
            signs[i] = x[i] >= 0 ? 1 : -1;
    }

    /// <summary>
    /// +1 with probability σ(x), else -1, where σ is the hard sigmoid. Element i draws number <paramref name="first"/> + i of the noise.
    /// </summary>
    public static void Stochastic(ReadOnlySpan<float> x, Span<float> signs, Noise noise, long first)
    {
        for (int i = 0; i < x.Length; i++)
            signs[i] = noise.Uniform(first + i) < HardSigmoid(x[i]) ? 1 : -1;
    }

    /// <summary>clip((x + 1) / 2, 0, 1).</summary>
    public static float HardSigmoid(float x) => Math.Clamp((x + 1) / 2, 0, 1);

    /// <summary>The straight-through gradient with saturation: the result's own where |x| &lt;= limit, else 0. In place.</summary>
    public static void StraightThrough(ReadOnlySpan<float> x, Span<float> gradient, float limit)
    {
        var at = MemoryMarshal.Cast<float, Vector<float>>(x);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < at.Length; i++)
        {
            var isInside = Vector.LessThanOrEqual(Vector.Abs(at[i]), new Vector<float>(limit));
            vectors[i] = Vector.ConditionalSelect(isInside, vectors[i], Vector<float>.Zero);
        }

        for (int i = at.Length * Vector<float>.Count; i < x.Length; i++)
            gradient[i] = Math.Abs(x[i]) <= limit ? gradient[i] : 0;
    }
}
