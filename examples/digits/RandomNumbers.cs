// SPDX-License-Identifier: MIT
using BnnCompiler.SelfChecking;

namespace Digits;

/// <summary>Random numbers that stay the same whatever .NET does: <see cref="SplitMix64"/>.</summary>
internal sealed class RandomNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from <paramref name="low"/> (may occur) to <paramref name="high"/> (does not).</summary>
    public double Between(double low, double high) => low + ((high - low) * (Next() >> 11) / (1UL << 53));

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Between(0, count);

    private ulong Next() => SplitMix64.Next(ref _state);
}
