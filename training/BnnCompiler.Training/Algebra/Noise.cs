// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Algebra;

/// <summary>
/// Random numbers by index rather than in sequence, so that threads can draw them in any order, and a resumed run draws what the unbroken one would
/// have drawn.
/// The function is the finalizer of splitmix64 (Steele, Lea, Flood, 2014).
/// </summary>
/// <param name="Key">Which of 2^64 independent streams.</param>
internal readonly record struct Noise(ulong Key)
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>A stream of its own for every <paramref name="purpose"/>: an epoch, a step, a layer.</summary>
    public Noise For(long purpose) => new(Mixed(Key ^ Mixed((ulong)purpose + GoldenRatio)));

    /// <summary>A number in [0, 1), a multiple of 2^-24.</summary>
    public float Uniform(long index) => (Mixed(Key + ((ulong)index * GoldenRatio)) >> 40) * (1f / (1 << 24));

    private static ulong Mixed(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
