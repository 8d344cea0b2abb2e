// SPDX-License-Identifier: MIT
using System.Numerics;
using BnnCompiler.SelfChecking;

namespace BnnCompiler.Training;

/// <summary>
/// The random numbers of a training run: xoshiro256** of Blackman and Vigna (https://prng.di.unimi.it/xoshiro256starstar.c), its state filled by
/// splitmix64 as its authors advise. Not System.Random, whose numbers may change with a version of .NET: a seed must mean one network for ever.
/// </summary>
public sealed class RandomNumbers
{
    private const int StateLength = 4;

    private readonly ulong[] _state = new ulong[StateLength];

    /// <summary>The sequence of a seed. Neighbouring seeds give unrelated sequences.</summary>
    public RandomNumbers(ulong seed)
    {
        foreach (ref ulong word in _state.AsSpan())
            word = SplitMix64.Next(ref seed);
    }

    private RandomNumbers(ReadOnlySpan<ulong> state) => state.CopyTo(_state);

    /// <summary>
    /// A copy of the four words from which the sequence goes on. Nothing else is kept from call to call, so a checkpoint holds just these.
    /// </summary>
#pragma warning disable CA1819 // A copy: nothing of ours can be changed through it.
    public ulong[] State => [.. _state];
#pragma warning restore CA1819

    /// <summary>A source that goes on where <see cref="State"/> was taken.</summary>
    /// <exception cref="ArgumentException">Not four words, or all zero, which xoshiro never leaves.</exception>
    public static RandomNumbers Restore(ReadOnlySpan<ulong> state) => state.Length == StateLength && state.ContainsAnyExcept(0UL)
        ? new RandomNumbers(state)
        : throw new ArgumentException($"Found {state.Length} words, expected {StateLength} that are not all 0.", nameof(state));

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
        ulong shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32() => (uint)(Next() >> 32);

    /// <summary>A number in 0..<paramref name="bound"/>-1, each as likely as the others.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);

        // Lemire, "Fast random integer generation in an interval" (2019): the upper half of the product is the number. 2^32 products share
        // out among the numbers evenly once the first 2^32 mod bound lower halves of each are drawn again.
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint uneven = (uint)((1UL << 32) % (uint)bound);
            while ((uint)product < uneven)
                product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>A multiple of 2^-24 in [0, 1): all that a float can tell apart there at even distances.</summary>
    public float Uniform() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>A number of the normal distribution with mean 0 and standard deviation 1, by Marsaglia's polar method.</summary>
    public double Normal()
    {
        // The method yields two numbers; the second is dropped, so that the four words remain the whole state.
        while (true)
        {
            double x = SignedUniform();
            double y = SignedUniform();
            double square = (x * x) + (y * y);
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * NaturalLogarithm(square) / square);
        }
    }

    /// <summary>Puts the items into a random order, each order as likely as the others (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>In [-1, 1).</summary>
    private double SignedUniform() => ((long)Next() >> 11) * (1.0 / (1L << 52));

    /// <summary>
    /// ln of a positive normal number by the four operations alone, which IEEE 754 rounds in one way everywhere; Math.Log may differ from one
    /// C library to the next in the last bit.
    /// </summary>
    internal static double NaturalLogarithm(double value)
    {
        const double Ln2 = 0.693147180559945309417;
        int exponent = Math.ILogB(value);
        double mantissa = Math.ScaleB(value, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh z with z = (m-1)/(m+1) = 2 (z + z^3/3 + z^5/5 + ...); |z| < 0.172, so the term of z^23 is below 2^-60.
        double z = (mantissa - 1) / (mantissa + 1);
        double sum = 0;
        for (int power = 21; power >= 1; power -= 2)
            sum = (sum * z * z) + (1.0 / power);
        return (exponent * Ln2) + (2 * z * sum);
    }
}
