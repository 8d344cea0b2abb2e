// SPDX-License-Identifier: MIT
using BnnCompiler.SelfChecking;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Weights for a layer of any size: the sign of a weight follows from its place and a seed (0: all are +), so that it stays where others are
/// cut away.
/// </summary>
/// <param name="Seed">Which weights.</param>
/// <param name="Scales">The magnitudes, repeated over the outputs.</param>
/// <param name="IsReal">Whether the weights are real numbers instead of signs.</param>
/// <param name="Grain">What real weights are multiples of, but for their scale; 0 if of nothing.</param>
internal sealed record LayerWeights(int Seed, float[] Scales, bool IsReal = false, float Grain = 0)
{
    /// <summary>What weights of few bits are, but for their scale; empty where they are signs or real numbers.</summary>
    public float[] Levels { get; init; } = [];

    /// <summary>The weight of an output for a tap and a channel of its group.</summary>
    public float this[int output, int row, int column, int channel]
    {
        get
        {
            float scale = Scales[output % Scales.Length];
            if (Seed == 0)
                return scale;
            ulong hash = Mixed(Mixed(Mixed(Mixed(Mixed((ulong)Seed) + (ulong)output) + (ulong)row) + (ulong)column) + (ulong)channel);
            if (Levels.Length > 0)
                return scale * Levels[(hash >> 40) % (ulong)Levels.Length];
            float real = ((hash >> 40) / (float)(1 << 23)) - 1f;
            if (IsReal)
                return scale * (Grain == 0 ? real : MathF.Round(real / Grain) * Grain);
            return hash >> 63 == 0 ? scale : -scale;
        }
    }

    /// <summary>One thing plainer.</summary>
    public IEnumerable<LayerWeights> Plainer()
    {
        if (Levels.Length > 0)
            yield return this with { Levels = [] };
        if (Levels.Length > 2)
            yield return this with { Levels = Levels[1..] };
        if (Levels.Length > 1)
            yield return this with { Levels = Levels[..^1] };
        if (Seed > 0)
            yield return this with { Seed = 0, IsReal = false, Levels = [] };
        if (IsReal)
            yield return this with { IsReal = false };
        if (Scales.Any(scale => scale != 1))
            yield return this with { Scales = [1] };
    }

    private static ulong Mixed(ulong value) => SplitMix64.Next(ref value);
}
