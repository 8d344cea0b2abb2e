// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Images;

/// <summary>
/// The taps of one result pixel that lie on the image, in ascending (row, column), as runs of taps that are neighbours both in the image and
/// in the kernel. Without dilation a row of taps is one run; a kernel then reads it as one piece of memory on both sides.
/// </summary>
internal readonly struct TapRuns(in SlidingWindow window, TapRange rows, TapRange columns, bool joinNeighbours)
{
    private readonly int _rows = rows.Count;
    private readonly int _runsPerRow = joinNeighbours ? Math.Min(columns.Count, 1) : columns.Count;
    private readonly int _pixelsPerRun = window.DilationX;
    private readonly int _pixelsPerRow = window.DilationY * window.Width;
    private readonly int _tapsPerRow = window.KernelWidth;
    private readonly int _firstPixel = (rows.Position * window.Width) + columns.Position;
    private readonly int _firstTap = (rows.First * window.KernelWidth) + columns.First;

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
        private readonly int _runsPerRow;
        private readonly int _pixelsPerRun;
        private readonly int _pixelsPerRow;
        private readonly int _tapsPerRow;
        private int _rowsLeft;
        private int _runsLeft;
        private int _pixelOfRow;
        private int _tapOfRow;
        private int _pixel;
        private int _tap;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Enumerator(in TapRuns runs)
        {
            (_runsPerRow, _pixelsPerRun, _pixelsPerRow, _tapsPerRow) = (runs._runsPerRow, runs._pixelsPerRun, runs._pixelsPerRow, runs._tapsPerRow);
            _rowsLeft = _runsPerRow > 0 ? runs._rows : 0;
            _pixelOfRow = runs._firstPixel - _pixelsPerRow;
            _tapOfRow = runs._firstTap - _tapsPerRow;
        }

        public readonly Run Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(_pixel, _tap);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_runsLeft > 0)
            {
                _pixel += _pixelsPerRun;
                _tap++;
            }
            else
            {
                if (--_rowsLeft < 0)
                    return false;

                _runsLeft = _runsPerRow;
                _pixel = _pixelOfRow += _pixelsPerRow;
                _tap = _tapOfRow += _tapsPerRow;
            }

            _runsLeft--;
            return true;
        }
    }
}
