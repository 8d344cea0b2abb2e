// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>Counting the set bits of a word, which netstandard2.0 has no method for.</summary>
internal static class Bits
{
    /// <summary>Number of set bits.</summary>
    public static int Count(ulong word)
    {
        // Sums of 2, 4 and 8 neighbouring bits side by side; the product adds the eight bytes into the top one.
        word -= (word >> 1) & 0x5555555555555555;
        word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333);
        word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F;
        return (int)(unchecked(word * 0x0101010101010101) >> 56);
    }
}
