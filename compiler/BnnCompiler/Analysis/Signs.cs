// SPDX-License-Identifier: MIT
namespace BnnCompiler.Analysis;

/// <summary>Packed signs of which the first is +1: the inverse of others. Compared by value.</summary>
internal readonly struct Signs : IEquatable<Signs>
{
    private readonly ulong[] _words;

    private Signs(ulong[] words) => _words = words;

    /// <summary>
    /// The <paramref name="length"/> signs in <paramref name="words"/>, inverted if the first is -1; the words become part of the result.
    /// </summary>
    public static Signs UpToInverse(ulong[] words, int length)
    {
        if ((words[0] & 1) != 0)
            return new(words);
        int tail = length % 64;
        for (int i = 0; i < words.Length; i++)
            words[i] = ~words[i];
        if (tail != 0)
            words[words.Length - 1] &= (1UL << tail) - 1;
        return new(words);
    }

    /// <inheritdoc/>
    public bool Equals(Signs other) => _words.AsSpan().SequenceEqual(other._words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Signs other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (ulong word in _words)
            hash = unchecked((hash * 31) + word.GetHashCode());
        return hash;
    }
}
