// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;

namespace BnnCompiler.Runtime.Kernels.Xnor;

/// <summary>
/// The taps of one result pixel that lie on the image, and the weights they meet. The words of the image under them are put side by side in
/// the order of the taps, once for all outputs of the pixel, so that a block of outputs walks them as a dense layer does. In the weights of a
/// block a row of taps is a run of words. Where all columns of the kernel lie on the image, as they do for most pixels, runs follow each
/// other without a gap: then all taps are one run.
/// </summary>
internal readonly struct TapPatch
{
    /// <summary>A patch of as many words is put on the stack.</summary>
    public const int MostWordsOnStack = 1024;

    private readonly TapRange _rows;
    private readonly TapRange _columns;

    public TapPatch(in SlidingWindow window, TapRange rows, TapRange columns, int words)
    {
        _rows = rows;
        _columns = columns;
        int rowLength = columns.Count * words;
        bool isOneRun = columns.Count == window.KernelWidth;
        (Runs, RunLength) = isOneRun ? (1, rows.Count * rowLength) : (rows.Count, rowLength);
        FirstWeight = ((rows.First * window.KernelWidth) + columns.First) * words * NeuronBlock.Neurons;
        WeightsPerRun = window.KernelWidth * words * NeuronBlock.Neurons;
    }

    /// <summary>Taps on the image.</summary>
    public int Taps => _rows.Count * _columns.Count;

    public int Runs { get; }

    /// <summary>Words of every run.</summary>
    public int RunLength { get; }

    /// <summary>Where the weights of the first tap lie in a block.</summary>
    public int FirstWeight { get; }

    /// <summary>Weights of a block from one run to the next.</summary>
    public int WeightsPerRun { get; }

    /// <summary>The words under the taps, side by side: in the image where they lie so there, else copied to <paramref name="patch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ulong Gather(ref ulong image, in SlidingWindow window, int words, ref ulong patch)
    {
        int pixel = (_rows.Position * window.Width) + _columns.Position;
        bool rowInOnePiece = window.DilationX == 1;
        if (rowInOnePiece && _rows.Count <= 1)
            return ref Unsafe.Add(ref image, pixel * words);

        var (pieces, length) = rowInOnePiece ? (1, _columns.Count * words) : (_columns.Count, words);
        ref ulong to = ref patch;
        for (int ky = 0; ky < _rows.Count; ky++, pixel += window.DilationY * window.Width)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                ref ulong from = ref Unsafe.Add(ref image, (pixel + (piece * window.DilationX)) * words);
                for (int w = 0; w < length; w++)
                    Unsafe.Add(ref to, w) = Unsafe.Add(ref from, w);
                to = ref Unsafe.Add(ref to, length);
            }
        }

        return ref patch;
    }
}
