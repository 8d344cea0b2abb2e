// SPDX-License-Identifier: MIT
namespace BnnCompiler.SelfChecking;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): a counter, scrambled. Our own, because the numbers
/// that <see cref="Random"/> gives for a seed may change with .NET.
/// </summary>
internal static class SplitMix64
{
    /// <summary>What the counter grows by: 2^64 over the golden ratio, made odd.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>64 random bits; <paramref name="state"/> is the counter, which may start at any number.</summary>
    public static ulong Next(ref ulong state) => Mixed(state = unchecked(state + Step));

    /// <summary>A multiple of 2^-53 in [0, 1).</summary>
    public static double NextUnit(ref ulong state) => (Next(ref state) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The scrambling: a permutation of the numbers of 64 bits, whose every bit depends on all bits of <paramref name="value"/>.</summary>
    public static ulong Mixed(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
