// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Images;

namespace BnnCompiler.Runtime;

/// <summary>
/// A kernel that slides over an image. Tap (ky, kx) of result pixel (i, j) lies on image row i·StrideY - Top + ky·DilationY and image column
/// j·StrideX - Left + kx·DilationX; a tap outside the image is padding and contributes nothing. Images are [row, column, channel], channel
/// fastest, and taps are numbered t = ky·KernelWidth + kx.
/// </summary>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="KernelHeight">Rows of taps.</param>
/// <param name="KernelWidth">Columns of taps.</param>
/// <param name="OutputHeight">Rows of the result.</param>
/// <param name="OutputWidth">Columns of the result.</param>
/// <param name="StrideY">Image rows from one row of the result to the next.</param>
/// <param name="StrideX">Image columns from one column of the result to the next.</param>
/// <param name="Top">Rows of padding above the image.</param>
/// <param name="Left">Columns of padding left of the image.</param>
/// <param name="DilationY">Image rows from one row of taps to the next.</param>
/// <param name="DilationX">Image columns from one column of taps to the next.</param>
public readonly record struct SlidingWindow(
    int Height,
    int Width,
    int KernelHeight,
    int KernelWidth,
    int OutputHeight,
    int OutputWidth,
    int StrideY = 1,
    int StrideX = 1,
    int Top = 0,
    int Left = 0,
    int DilationY = 1,
    int DilationX = 1)
{
    internal int Pixels => Height * Width;

    internal int Taps => KernelHeight * KernelWidth;

    internal int OutputPixels => OutputHeight * OutputWidth;

    /// <summary>Whether every tap of every pixel lies on the image.</summary>
    internal bool IsOnImage => Top == 0 && Left == 0
        && Reach(OutputHeight, StrideY, KernelHeight, DilationY) < Height && Reach(OutputWidth, StrideX, KernelWidth, DilationX) < Width;

    /// <summary>The taps of result pixel (i, j) that lie on the image, neighbours joined.</summary>
    internal TapRuns RunsAt(int i, int j) => new(this, RowsAt(i), ColumnsAt(j), joinNeighbours: DilationX == 1);

    /// <summary>The taps of result pixel (i, j) that lie on the image, each for itself.</summary>
    internal TapRuns TapsAt(int i, int j) => new(this, RowsAt(i), ColumnsAt(j), joinNeighbours: false);

    /// <summary>The pixel of the image under tap (y, x) of pixel (i, j) of the result, numbered row by row; -1 in the padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PixelUnder(int i, int j, int y, int x)
    {
        long row = ((long)i * StrideY) - Top + ((long)y * DilationY);
        long column = ((long)j * StrideX) - Left + ((long)x * DilationX);
        return row >= 0 && row < Height && column >= 0 && column < Width ? (int)((row * Width) + column) : -1;
    }

    /// <exception cref="ArgumentException">No image, kernel or result has these sizes.</exception>
    internal void Require(string parameter)
    {
        int sizes = Math.Min(Math.Min(Math.Min(Height, Width), Math.Min(KernelHeight, KernelWidth)), Math.Min(OutputHeight, OutputWidth));
        int steps = Math.Min(Math.Min(StrideY, StrideX), Math.Min(DilationY, DilationX));
        bool positive = sizes >= 1 && steps >= 1 && Top >= 0 && Left >= 0;
        if (!positive || !Fits(Height, Width) || !Fits(KernelHeight, KernelWidth) || !Fits(OutputHeight, OutputWidth))
            Refuse(parameter);
    }

    /// <summary>The rows of taps of result row i that lie on the image.</summary>
    internal TapRange RowsAt(int i) => TapRange.On(Height, KernelHeight, ((long)i * StrideY) - Top, DilationY);

    /// <summary>The columns of taps of result column j that lie on the image.</summary>
    internal TapRange ColumnsAt(int j) => TapRange.On(Width, KernelWidth, ((long)j * StrideX) - Left, DilationX);

    private static bool Fits(int height, int width) => (long)height * width <= int.MaxValue;

    // The products are below 2^62: lengths and steps are positive integers of 32 bits.
    private static long Reach(int outputs, int stride, int kernel, int dilation) => ((outputs - 1L) * stride) + ((kernel - 1L) * dilation);

    [DoesNotReturn]
    private void Refuse(string parameter) => throw new ArgumentException(
        $"Found {this}, expected sizes, strides and dilations of at least 1, padding of at least 0, and at most {int.MaxValue} pixels.", parameter);
}
