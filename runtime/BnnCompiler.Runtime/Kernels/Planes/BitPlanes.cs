// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime;

/// <summary>Splits bytes into eight packed rows of bits, so that a sum of bytes becomes eight counts of ones.</summary>
public static class BitPlanes
{
    /// <summary>Planes of a byte.</summary>
    internal const int Count = 8;

    private const int PixelsPerWord = 64;

    /// <summary>Bit k of plane b is bit b of pixels[k].</summary>
    /// <param name="pixels">K bytes.</param>
    /// <param name="planes">Eight rows of ceil(K/64) words, all written; bits past K are 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split(ReadOnlySpan<byte> pixels, Span<ulong> planes)
    {
        int words = Lengths.WordsFor(pixels.Length);
        Lengths.Require(planes.Length, (long)Count * words, nameof(planes), "eight planes of one bit per pixel");
        ref byte pixel = ref MemoryMarshal.GetReference(pixels);
        ref ulong column = ref MemoryMarshal.GetReference(planes);
        int whole = pixels.Length / PixelsPerWord;
        for (int j = 0; j < whole; j++)
            SplitColumn(ref Unsafe.Add(ref pixel, j * PixelsPerWord), ref Unsafe.Add(ref column, j), words);
        if (whole == words)
            return;

        Span<byte> rest = stackalloc byte[PixelsPerWord];
        rest.Clear();
        pixels[(whole * PixelsPerWord)..].CopyTo(rest);
        SplitColumn(ref MemoryMarshal.GetReference(rest), ref Unsafe.Add(ref column, whole), words);
    }

    /// <summary>The greatest sum that so many pixels can have, less theirs.</summary>
    internal static uint Rest(ReadOnlySpan<byte> pixels)
    {
        uint sum = 0u;
        foreach (byte pixel in pixels)
            sum += pixel;
        return (byte.MaxValue * (uint)pixels.Length) - sum;
    }

    /// <summary>Writes a word of every plane. The top bits of all bytes are a mask; doubling the bytes brings up the next plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitColumn(ref byte pixels, ref ulong column, int words)
    {
        if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported)
        {
            var bytes = Vector512.LoadUnsafe(ref pixels);
            for (int b = Count - 1; b >= 0; b--, bytes += bytes)
                Unsafe.Add(ref column, b * words) = bytes.ExtractMostSignificantBits();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.LoadUnsafe(ref pixels);
            var high = Vector256.LoadUnsafe(ref pixels, 32);
            for (int b = Count - 1; b >= 0; b--, low += low, high += high)
                Unsafe.Add(ref column, b * words) = low.ExtractMostSignificantBits() | (ulong)high.ExtractMostSignificantBits() << 32;
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (int b = 0; b < Count; b++)
                Unsafe.Add(ref column, b * words) = 0;
            for (int part = 0; part < PixelsPerWord; part += 16)
            {
                var bytes = Vector128.LoadUnsafe(ref pixels, (nuint)part);
                for (int b = Count - 1; b >= 0; b--, bytes += bytes)
                    Unsafe.Add(ref column, b * words) |= (ulong)bytes.ExtractMostSignificantBits() << part;
            }
        }
        else
        {
            for (int b = 0; b < Count; b++)
                Unsafe.Add(ref column, b * words) = 0;
            for (int part = 0; part < PixelsPerWord; part += 8)
            {
                ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref pixels, part), 8));
                for (int b = 0; b < Count; b++)
                    Unsafe.Add(ref column, b * words) |= LowBits(bytes >> b) << part;
            }
        }
    }

    // The low bit of byte i stands at 8i and belongs at 56 + i: the factor's bits are 56 - 7i, and no two products meet.
    private static ulong LowBits(ulong bytes) => ((bytes & 0x0101_0101_0101_0101) * 0x0102_0408_1020_4080) >> 56;
}
