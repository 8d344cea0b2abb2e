// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>Windows of every kind, and their taps found one by one.</summary>
internal static class Windows
{
    public static IEnumerable<SlidingWindow> OfEveryKind(Random random, int count)
    {
        yield return new(1, 1, 1, 1, 1, 1);
        yield return new(1, 1, 3, 3, 1, 1, Top: 1, Left: 1);
        yield return new(2, 3, 5, 5, 2, 3, Top: 2, Left: 2);
        yield return new(5, 4, 5, 4, 1, 1);
        yield return new(4, 4, 3, 3, 4, 4, Top: 1, Left: 1);
        yield return new(5, 7, 3, 3, 3, 4, StrideY: 2, StrideX: 2, Top: 1, Left: 1);
        yield return new(6, 6, 3, 3, 6, 6, Top: 2, Left: 2, DilationY: 2, DilationX: 2);

        // The first and the last pixels have no tap on the image at all.
        yield return new(2, 2, 1, 2, 7, 8, Top: 3, Left: 3);
        for (int i = 0; i < count; i++)
            yield return Any(random);
    }

    /// <summary>The pixel and the number of every tap of result pixel (i, j) on the image, by ascending tap.</summary>
    public static IEnumerable<(int Pixel, int Tap)> Taps(this SlidingWindow window, int i, int j)
    {
        for (int ky = 0; ky < window.KernelHeight; ky++)
        {
            for (int kx = 0; kx < window.KernelWidth; kx++)
            {
                long y = ((long)i * window.StrideY) - window.Top + ((long)ky * window.DilationY);
                long x = ((long)j * window.StrideX) - window.Left + ((long)kx * window.DilationX);
                if (y >= 0 && y < window.Height && x >= 0 && x < window.Width)
                    yield return ((int)((y * window.Width) + x), (ky * window.KernelWidth) + kx);
            }
        }
    }

    /// <summary>Every pixel of the result with its number.</summary>
    public static IEnumerable<(int Pixel, int I, int J)> Results(this SlidingWindow window) =>
        Enumerable.Range(0, window.OutputPixels).Select(pixel => (pixel, pixel / window.OutputWidth, pixel % window.OutputWidth));

    private static SlidingWindow Any(Random random)
    {
        var (height, kernelHeight, rows, strideY, top, dilationY) = AnyAxis(random);
        var (width, kernelWidth, columns, strideX, left, dilationX) = AnyAxis(random);
        return new(height, width, kernelHeight, kernelWidth, rows, columns, strideY, strideX, top, left, dilationY, dilationX);
    }

    private static (int Size, int Kernel, int Output, int Stride, int Before, int Dilation) AnyAxis(Random random)
    {
        var (size, kernel, stride, dilation) = (random.Next(1, 8), random.Next(1, 6), random.Next(1, 4), random.Next(1, 3));
        var (before, after) = (random.Next(0, 4), random.Next(0, 4));
        int room = Math.Max(0, size + before + after - ((kernel - 1) * dilation) - 1);
        return (size, kernel, (room / stride) + 1, stride, before, dilation);
    }
}
