// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>Codes of up to four bits, a byte each, as bits, and back.</summary>
internal static class CodeBits
{
    private const int Bits = 64;

    /// <summary>Bit k of a row = whether code k of the row is one of some codes.</summary>
    /// <param name="codes">Rows of codes from 0 to 15.</param>
    /// <param name="wanted">Bit c for code c.</param>
    /// <param name="rowLength">Codes of a row.</param>
    /// <param name="bits">For each row ceil(rowLength / 64) words, all written; bits past the row are 0.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    public static void Select(ReadOnlySpan<byte> codes, int wanted, int rowLength, Span<ulong> bits)
    {
        var table = Table(wanted);
        Span<byte> rest = stackalloc byte[Bits];
        ref byte code = ref MemoryMarshal.GetReference(codes);
        int to = 0;
        for (int row = 0; row < codes.Length; row += rowLength)
        {
            int column = 0;
            for (; column <= rowLength - Bits; column += Bits)
                bits[to++] = Select(ref Unsafe.Add(ref code, row + column), table);
            if (column == rowLength)
                continue;

            rest.Fill(byte.MaxValue);
            codes.Slice(row + column, rowLength - column).CopyTo(rest);
            bits[to++] = Select(ref MemoryMarshal.GetReference(rest), table);
        }
    }

    /// <summary>The opposite bits; those past the end of a row are 0.</summary>
    /// <param name="bits">Rows of words.</param>
    /// <param name="rowLength">Bits of a row.</param>
    /// <param name="opposite">As many words.</param>
    public static void Complement(ReadOnlySpan<ulong> bits, int rowLength, Span<ulong> opposite)
    {
        for (int i = 0; i < bits.Length; i++)
            opposite[i] = ~bits[i];
        int words = Lengths.WordsFor(rowLength);
        for (int last = words - 1; last < bits.Length; last += words)
            opposite[last] &= ulong.MaxValue >> (-rowLength & 63);
    }

    /// <summary>codes[n] = the number of rows of bits in which bit n is set.</summary>
    /// <param name="bits">Rows of words.</param>
    /// <param name="rows">How many rows, at most 255.</param>
    /// <param name="rowWords">Words of a row.</param>
    /// <param name="codes">At most rowWords · 64 codes.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    public static void Count(ref ulong bits, int rows, int rowWords, Span<byte> codes)
    {
        Span<byte> last = stackalloc byte[Bits];
        for (int w = 0; w * Bits < codes.Length; w++)
        {
            var to = codes[(w * Bits)..];
            ref ulong word = ref Unsafe.Add(ref bits, w);
            if (to.Length >= Bits)
            {
                Count(ref word, rows, rowWords, ref MemoryMarshal.GetReference(to));
                continue;
            }

            Count(ref word, rows, rowWords, ref MemoryMarshal.GetReference(last));
            last[..to.Length].CopyTo(to);
        }
    }

    // What stands in the table for a code has its top bit set where the code is wanted; bytes that are no codes have no place in it.
    private static Vector128<byte> Table(int wanted)
    {
        Span<byte> table = stackalloc byte[16];
        for (int code = 0; code < table.Length; code++)
            table[code] = ((wanted >> code) & 1) != 0 ? (byte)0x80 : (byte)0;
        return Vector128.Create<byte>(table);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Select(ref byte codes, Vector128<byte> table)
    {
        if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported)
        {
            var tables = Vector512.Create(Vector256.Create(table, table), Vector256.Create(table, table));
            return Avx512BW.Shuffle(tables, Vector512.LoadUnsafe(ref codes)).ExtractMostSignificantBits();
        }

        if (Vector256.IsHardwareAccelerated && Avx2.IsSupported)
        {
            var tables = Vector256.Create(table, table);
            uint low = Avx2.Shuffle(tables, Vector256.LoadUnsafe(ref codes)).ExtractMostSignificantBits();
            return low | (ulong)Avx2.Shuffle(tables, Vector256.LoadUnsafe(ref codes, 32)).ExtractMostSignificantBits() << 32;
        }

        ulong word = 0;
        for (int part = 0; part < Bits; part += 16)
            word |= (ulong)Vector128.Shuffle(table, Vector128.LoadUnsafe(ref codes, (nuint)part)).ExtractMostSignificantBits() << part;
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(ref ulong bits, int rows, int rowWords, ref byte codes)
    {
        // Byte i of a register gets the byte of bits that has its own, of which it keeps that one.
        var bit = Vector128.Create(0x8040201008040201ul).AsByte();
        for (int part = 0; part < Bits; part += 16)
        {
            var counts = Vector128<byte>.Zero;
            ref ulong word = ref bits;
            for (int row = 0; row < rows; row++, word = ref Unsafe.Add(ref word, rowWords))
            {
                uint sixteen = (uint)(word >> part) & 0xFFFF;
                var spread = Vector128.Create((sixteen & 0xFF) * 0x0101010101010101ul, (ulong)(sixteen >> 8) * 0x0101010101010101ul).AsByte();
                counts -= Vector128.Equals(spread & bit, bit);
            }

            counts.StoreUnsafe(ref codes, (nuint)part);
        }
    }
}
