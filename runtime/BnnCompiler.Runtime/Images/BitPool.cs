// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Images;

/// <summary>The bits of <see cref="ImagePool.AnyOrAll"/>, whose lengths have been checked.</summary>
internal static class BitPool
{
    /// <summary>Windows that lie on the image: a tap is as far from the first tap of its window everywhere.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void OnImage(ReadOnlySpan<ulong> image, in SlidingWindow window, ReadOnlySpan<ulong> all, Span<ulong> output)
    {
        // Copies, so that the loops below keep them in registers.
        var (words, kernelHeight, kernelWidth) = (all.Length, window.KernelHeight, window.KernelWidth);
        nint nextPixel = (nint)window.StrideX * words, nextTap = (nint)window.DilationX * words;
        nint nextRowOfTaps = (nint)window.DilationY * window.Width * words;
        ref ulong result = ref MemoryMarshal.GetReference(output);
        for (int i = 0; i < window.OutputHeight; i++)
        {
            ref ulong corner = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), (nint)i * window.StrideY * window.Width * words);
            for (int j = window.OutputWidth; j > 0; j--)
            {
                for (int w = 0; w < words; w++)
                {
                    ref ulong row = ref Unsafe.Add(ref corner, w);
                    var (any, every) = (row, row);
                    for (int ky = kernelHeight; ky > 0; ky--)
                    {
                        ref ulong tap = ref row;
                        for (int kx = kernelWidth; kx > 0; kx--)
                        {
                            any |= tap;
                            every &= tap;
                            tap = ref Unsafe.Add(ref tap, nextTap);
                        }

                        row = ref Unsafe.Add(ref row, nextRowOfTaps);
                    }

                    ulong ofAll = Unsafe.Add(ref MemoryMarshal.GetReference(all), w);
                    result = (any & ~ofAll) | (every & ofAll);
                    result = ref Unsafe.Add(ref result, 1);
                }

                corner = ref Unsafe.Add(ref corner, nextPixel);
            }
        }
    }

    /// <summary>Windows that may lie in the padding, in part or as a whole.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Anywhere(ReadOnlySpan<ulong> image, in SlidingWindow window, ReadOnlySpan<ulong> all, Span<ulong> output)
    {
        ref ulong result = ref MemoryMarshal.GetReference(output);
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var taps = window.TapsAt(pixel / window.OutputWidth, pixel % window.OutputWidth);
            for (int w = 0; w < all.Length; w++)
            {
                ref ulong word = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), w);
                var (any, every) = (0ul, ulong.MaxValue);
                foreach (var tap in taps)
                {
                    ulong bits = Unsafe.Add(ref word, tap.Pixel * all.Length);
                    any |= bits;
                    every &= bits;
                }

                result = (any & ~all[w]) | (every & all[w]);
                result = ref Unsafe.Add(ref result, 1);
            }
        }
    }
}
