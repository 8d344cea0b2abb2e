// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// im2col: the taps under a kernel x kernel window around every pixel of an image, stride 1, so that a convolution is a product of matrices. A patch
/// is the window's rows, their pixels,
/// these' channels; taps outside of the image are 0, as the paper's networks pad.
/// </summary>
internal sealed class Patches(ImageShape image, int kernel)
{
    private readonly int _pad = kernel / 2;

    /// <summary>Numbers of a patch.</summary>
    public int Length => kernel * kernel * image.Channels;

    /// <summary>Writes the patches of an image, one row per pixel, all of them.</summary>
    public void Gather(ReadOnlySpan<float> pixels, MatrixView patches)
    {
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                var patch = patches.Row((y * image.Width) + x);
                for (int row = 0; row < kernel; row++)
                {
                    var run = RunAt(y, x, row);
                    var window = patch.Slice(row * kernel * image.Channels, kernel * image.Channels);
                    if (run.Length < window.Length)
                        window.Clear();
                    pixels.Slice(run.InImage, run.Length).CopyTo(window[run.InWindow..]);
                }
            }
        }
    }

    /// <summary>Adds every patch to the pixels that it was gathered from: the gradient of <see cref="Gather"/>.</summary>
    public void Scatter(MatrixView patches, Span<float> pixels)
    {
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                var patch = patches.Row((y * image.Width) + x);
                for (int row = 0; row < kernel; row++)
                {
                    var run = RunAt(y, x, row);
                    var target = pixels.Slice(run.InImage, run.Length);
                    TensorPrimitives.Add(target, patch.Slice((row * kernel * image.Channels) + run.InWindow, run.Length), target);
                }
            }
        }
    }

    /// <summary>Whether the tap of a window lies inside of the image.</summary>
    public bool IsInside(int y, int x, int row, int column) =>
        (uint)(y + row - _pad) < (uint)image.Height && (uint)(x + column - _pad) < (uint)image.Width;

    // The part of a window's row that lies inside of the image: neighbours in memory.
    private (int InImage, int InWindow, int Length) RunAt(int y, int x, int row)
    {
        int line = y + row - _pad;
        if ((uint)line >= (uint)image.Height)
            return (0, 0, 0);
        int first = Math.Max(0, x - _pad), end = Math.Min(image.Width, x - _pad + kernel);
        return (((line * image.Width) + first) * image.Channels, (first - (x - _pad)) * image.Channels, (end - first) * image.Channels);
    }
}
