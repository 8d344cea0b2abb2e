// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>What netstandard2.0 has no method for: counting the set bits of a word, and turning a square of bits.</summary>
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

    /// <summary>Transposes 64 rows of 64 bits: bit j of row i becomes bit i of row j.</summary>
    public static void Transpose(ulong[] rows)
    {
        // Halves of ever smaller squares change places: the upper right quarter of each with its lower left one.
        ulong mask = 0x00000000FFFFFFFF;
        for (int half = 32; half > 0; half >>= 1, mask ^= mask << half)
        {
            for (int i = 0; i < 64; i = (i + half + 1) & ~half)
            {
                ulong moved = ((rows[i] >> half) ^ rows[i + half]) & mask;
                rows[i] ^= moved << half;
                rows[i + half] ^= moved;
            }
        }
    }
}
