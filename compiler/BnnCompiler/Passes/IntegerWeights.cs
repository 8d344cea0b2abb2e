// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Weights taken apart: w_nk = s_n * q_nk with small integers q and s positive, one per output n, the first axis. Ternary weights have the integers
/// -1, 0 and 1, signed weights of b bits those from -2^(b-1) to 2^(b-1) - 1.
/// </summary>
/// <param name="Integers">q, int8 in the shape of the weights.</param>
/// <param name="Scales">s, N values.</param>
/// <param name="GreatestSum">The greatest sum of |q| of an output.</param>
internal sealed record IntegerWeights(Constant Integers, ImmutableArray<float> Scales, long GreatestSum)
{
    /// <summary>The weights taken apart; null if they are not of this form.</summary>
    public static IntegerWeights? TryOf(Constant weights)
    {
        if (weights.Value is not Tensor<float> { Values: var values })
            return null;
        int outputs = weights.Type.Shape[0], fanIn = values.Length / outputs;
        sbyte[] integers = new sbyte[values.Length];
        float[] scales = new float[outputs];
        long greatest = 0;
        for (int n = 0; n < outputs; n++)
        {
            if (Codes(values.AsSpan(n * fanIn, fanIn)) is not var (codes, step))
                return null;
            scales[n] = (float)step;
            long sum = 0;
            for (int k = 0; k < fanIn; k++)
            {
                integers[(n * fanIn) + k] = (sbyte)codes[values[(n * fanIn) + k]];
                sum += Math.Abs(integers[(n * fanIn) + k]);
            }

            greatest = Math.Max(greatest, sum);
        }

        var tensor = new Tensor<sbyte>(weights.Type.WithElement(ElementType.Int8), ImmutableArray.Create(integers));
        return new((Constant)new Constant(tensor).NamedAs(weights), ImmutableArray.Create(scales), greatest);
    }

    /// <summary>The integer of each weight of an output, and what one of them counts.</summary>
    private static (Dictionary<float, int> Codes, double Step)? Codes(ReadOnlySpan<float> weights)
    {
        const int MostLevels = byte.MaxValue + 1;
        var levels = new HashSet<float> { 0 };
        foreach (float weight in weights)
        {
            levels.Add(weight + 0f);
            if (levels.Count > MostLevels || float.IsNaN(weight) || float.IsInfinity(weight))
                return null;
        }

        double[] ascending = [.. levels.Select(level => (double)level).OrderBy(level => level)];
        if (ascending.Length == 1)
            return (new() { [0] = 0 }, 1);
        if (Grid.CodesOf(ascending, byte.MaxValue) is not { } codes)
            return null;
        int zero = codes[Array.IndexOf(ascending, 0.0)], top = codes[codes.Length - 1];
        if (-zero < sbyte.MinValue || top - zero > sbyte.MaxValue)
            return null;
        double step = top > 2 * zero ? ascending[ascending.Length - 1] / (top - zero) : ascending[0] / -zero;
        return (ascending.Zip(codes, (level, code) => (level, code)).ToDictionary(pair => (float)pair.level, pair => pair.code - zero), step);
    }
}
