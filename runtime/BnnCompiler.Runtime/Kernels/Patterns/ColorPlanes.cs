// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Patterns;

/// <summary>Takes pixels of three bytes apart, sixteen pixels at a time.</summary>
internal static class ColorPlanes
{
    private const int Pixels = 16;

    /// <summary>Writes byte c of pixel x to place c·columns + x.</summary>
    /// <param name="pixels">Three bytes per pixel.</param>
    /// <param name="first">The place of byte 0 of pixel 0.</param>
    /// <param name="columns">Places from one plane to the next.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Split(ReadOnlySpan<byte> pixels, ref short first, int columns)
    {
        int count = pixels.Length / 3;
        ref byte from = ref MemoryMarshal.GetReference(pixels);
        int x = 0;
        if (Vector128.IsHardwareAccelerated && count >= Pixels)
        {
            for (; x < count - Pixels; x += Pixels)
                SplitSixteen(ref Unsafe.Add(ref from, 3 * x), ref Unsafe.Add(ref first, x), columns);

            // The last sixteen overlap with those before.
            x = count - Pixels;
            SplitSixteen(ref Unsafe.Add(ref from, 3 * x), ref Unsafe.Add(ref first, x), columns);
            return;
        }

        for (; x < count; x++)
            for (int c = 0; c < 3; c++)
                Unsafe.Add(ref first, (c * columns) + x) = Unsafe.Add(ref from, (3 * x) + c);
    }

    // A shuffle gives 0 for a place past the end, here 16, so that bytes from three registers can be joined by "or".
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitSixteen(ref byte from, ref short first, int columns)
    {
        var a = Vector128.LoadUnsafe(ref from);
        var b = Vector128.LoadUnsafe(ref from, 16);
        var c = Vector128.LoadUnsafe(ref from, 32);
        var red = Vector128.Shuffle(a, Vector128.Create((byte)0, 3, 6, 9, 12, 15, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16))
            | Vector128.Shuffle(b, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 2, 5, 8, 11, 14, 16, 16, 16, 16, 16))
            | Vector128.Shuffle(c, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 1, 4, 7, 10, 13));
        var green = Vector128.Shuffle(a, Vector128.Create((byte)1, 4, 7, 10, 13, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16))
            | Vector128.Shuffle(b, Vector128.Create((byte)16, 16, 16, 16, 16, 0, 3, 6, 9, 12, 15, 16, 16, 16, 16, 16))
            | Vector128.Shuffle(c, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 2, 5, 8, 11, 14));
        var blue = Vector128.Shuffle(a, Vector128.Create((byte)2, 5, 8, 11, 14, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16))
            | Vector128.Shuffle(b, Vector128.Create((byte)16, 16, 16, 16, 16, 1, 4, 7, 10, 13, 16, 16, 16, 16, 16, 16))
            | Vector128.Shuffle(c, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 0, 3, 6, 9, 12, 15));
        StoreWide(red, ref first);
        StoreWide(green, ref Unsafe.Add(ref first, columns));
        StoreWide(blue, ref Unsafe.Add(ref first, 2 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWide(Vector128<byte> bytes, ref short first)
    {
        Vector128.WidenLower(bytes).AsInt16().StoreUnsafe(ref first);
        Vector128.WidenUpper(bytes).AsInt16().StoreUnsafe(ref first, 8);
    }
}
