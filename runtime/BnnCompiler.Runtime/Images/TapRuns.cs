// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Images;

/// <summary>
/// The taps of one result pixel that lie on the image, in ascending (row, column), as runs of taps that are neighbours both in the image and
/// in the kernel. Without dilation a row of taps is one run; a kernel then reads it as one piece of memory on both sides.
/// </summary>
internal readonly struct TapRuns(in SlidingWindow window, TapRange rows, TapRange columns, bool joinNeighbours)
{
    private readonly int rows = rows.Count;
    private readonly int runsPerRow = joinNeighbours ? Math.Min(columns.Count, 1) : columns.Count;
    private readonly int pixelsPerRun = window.DilationX;
    private readonly int pixelsPerRow = window.DilationY * window.Width;
    private readonly int tapsPerRow = window.KernelWidth;
    private readonly int firstPixel = (rows.Position * window.Width) + columns.Position;
    private readonly int firstTap = (rows.First * window.KernelWidth) + columns.First;

    /// <summary>Taps on the image.</summary>
    public int Count { get; } = rows.Count * columns.Count;

    /// <summary>Taps of every run.</summary>
    public int RunLength { get; } = joinNeighbours ? columns.Count : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(in this);

    /// <summary>The first pixel and the first tap of a run.</summary>
    internal readonly record struct Run(int Pixel, int Tap);

    // Inlined, or the registers of a kernel would be saved around every step.
    internal struct Enumerator
    {
        private readonly int runsPerRow;
        private readonly int pixelsPerRun;
        private readonly int pixelsPerRow;
        private readonly int tapsPerRow;
        private int rowsLeft;
        private int runsLeft;
        private int pixelOfRow;
        private int tapOfRow;
        private int pixel;
        private int tap;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Enumerator(in TapRuns runs)
        {
            (runsPerRow, pixelsPerRun, pixelsPerRow, tapsPerRow) = (runs.runsPerRow, runs.pixelsPerRun, runs.pixelsPerRow, runs.tapsPerRow);
            rowsLeft = runsPerRow > 0 ? runs.rows : 0;
            pixelOfRow = runs.firstPixel - pixelsPerRow;
            tapOfRow = runs.firstTap - tapsPerRow;
        }

        public readonly Run Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(pixel, tap);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (runsLeft > 0)
            {
                pixel += pixelsPerRun;
                tap++;
            }
            else
            {
                if (--rowsLeft < 0) return false;

                runsLeft = runsPerRow;
                pixel = pixelOfRow += pixelsPerRow;
                tap = tapOfRow += tapsPerRow;
            }

            runsLeft--;
            return true;
        }
    }
}
