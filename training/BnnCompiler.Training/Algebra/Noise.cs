// SPDX-License-Identifier: MIT
using BnnCompiler.SelfChecking;

namespace BnnCompiler.Training.Algebra;

/// <summary>
/// Random numbers by index rather than in sequence, so that threads can draw them in any order, and a resumed run draws what the unbroken one would
/// have drawn.
/// The function is the scrambling of splitmix64.
/// </summary>
/// <param name="Key">Which of 2^64 independent streams.</param>
internal readonly record struct Noise(ulong Key)
{
    /// <summary>A stream of its own for every <paramref name="purpose"/>: an epoch, a step, a layer.</summary>
    public Noise For(long purpose) => new(SplitMix64.Mixed(Key ^ SplitMix64.Mixed((ulong)purpose + SplitMix64.Step)));

    /// <summary>A number in [0, 1), a multiple of 2^-24.</summary>
    public float Uniform(long index) => (SplitMix64.Mixed(Key + ((ulong)index * SplitMix64.Step)) >> 40) * (1f / (1 << 24));
}
