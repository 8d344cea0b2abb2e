// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Images;

/// <summary>The taps of one axis that lie on the image: they follow each other, since a line meets a box in one piece.</summary>
/// <param name="First">The first tap on the image.</param>
/// <param name="Count">Taps on the image, 0 where the whole kernel lies in the padding.</param>
/// <param name="Position">The image row or column of the first tap.</param>
internal readonly record struct TapRange(int First, int Count, int Position)
{
    /// <summary>
    /// Taps k = 0..kernel-1 at origin + k·dilation with 0 &lt;= position &lt; size: ceil(-origin/dilation) up to ceil((size - origin)/dilation).
    /// </summary>
    public static TapRange On(int size, int kernel, long origin, int dilation)
    {
        if (origin >= 0 && origin + ((kernel - 1) * (long)dilation) < size)
            return new(0, kernel, (int)origin);

        long first = origin >= 0 ? 0 : (dilation - 1 - origin) / dilation;
        long end = origin >= size ? 0 : Math.Min(kernel, (size - origin + dilation - 1) / dilation);
        return first < end ? new((int)first, (int)(end - first), (int)(origin + (first * dilation))) : default;
    }
}
