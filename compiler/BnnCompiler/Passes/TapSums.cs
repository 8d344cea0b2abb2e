// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// For each pixel and output of a convolution the sum of a number by tap, over the taps inside of the image: what zero padding leaves of a
/// constant. These taps form a rectangle of the kernel, so that four sums over rectangles from its corner give the sum, however large it is.
/// </summary>
internal static class TapSums
{
    /// <summary>The sums, [OH, OW, M].</summary>
    /// <param name="byTap">[M, taps], the taps row by row.</param>
    /// <param name="window">How the taps slide.</param>
    /// <param name="image">What they slide over.</param>
    /// <param name="outputs">M.</param>
    public static int[] Of(int[] byTap, Window window, Shape image, int outputs)
    {
        var result = window.Result(image, outputs);
        (int First, int Count)[] rows = [.. Enumerable.Range(0, result[1]).Select(i => window.Rows.ValidRange(i, image[1]))];
        (int First, int Count)[] columns = [.. Enumerable.Range(0, result[2]).Select(j => window.Columns.ValidRange(j, image[2]))];
        int[] sums = new int[result.ElementCount], corners = new int[(window.Rows.Size + 1) * (window.Columns.Size + 1)];
        int pitch = window.Columns.Size + 1;
        for (int output = 0; output < outputs; output++)
        {
            SumFromCorner(byTap.AsSpan(output * window.Taps, window.Taps), pitch, corners);
            int next = output;
            foreach (var (top, height) in rows)
            {
                int above = top * pitch, below = (top + height) * pitch;
                foreach (var (left, width) in columns)
                {
                    int right = left + width;
                    sums[next] = corners[below + right] - corners[above + right] - corners[below + left] + corners[above + left];
                    next += outputs;
                }
            }
        }

        return sums;
    }

    /// <summary>The sums as a constant: by output where they are the same for every pixel, [M], else [1, OH, OW, M].</summary>
    public static Tensor<int> ToTensor(int[] sums, Shape result)
    {
        int outputs = result.Channels;
        for (int i = outputs; i < sums.Length; i++)
        {
            if (sums[i] != sums[i - outputs])
                return Tensor.Of(result, ImmutableArray.Create(sums));
        }

        return Tensor.Of(new(outputs), [.. sums.Take(outputs)]);
    }

    /// <summary>corners[y, x] = the sum of the taps above y and to the left of x.</summary>
    private static void SumFromCorner(ReadOnlySpan<int> taps, int pitch, int[] corners)
    {
        for (int i = pitch, tap = 0; tap < taps.Length; i++)
        {
            bool isLeftEdge = i % pitch == 0;
            corners[i] = isLeftEdge ? 0 : taps[tap++] + corners[i - 1] + corners[i - pitch] - corners[i - pitch - 1];
        }
    }
}
