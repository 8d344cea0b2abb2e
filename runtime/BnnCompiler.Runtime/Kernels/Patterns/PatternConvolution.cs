// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Kernels.Patterns;
using BnnCompiler.Runtime.Registers.Pixels;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution as <see cref="SignedConvolution"/> has it with a limit for every sum, for images of small integers: the sums of a few neighbouring
/// taps with every pattern of signs are made once for 32 pixels of a row and all outputs; an output then adds one of them per group of taps, in lanes
/// of 16 bits.
/// <para>Weights and limits are laid out when the object is made. Without registers of 128 bits it keeps them as they are, and
/// <see cref="SignedConvolution"/> computes the layer.</para>
/// </summary>
public sealed class PatternConvolution
{
    /// <summary>Most patterns of a kernel: 16 KB, half of a first cache.</summary>
    internal const int MostPatterns = 256;

    /// <summary>Fewer pixels in a row would leave so many lanes idle that one output per lane is faster.</summary>
    internal const int FewestColumns = 6;

    /// <summary>The greatest magnitude of a number of 16 bits.</summary>
    private const int GreatestMagnitude = -short.MinValue;

    private const int Pixels = PatternTable.Pixels;

    /// <summary>Patterns there is memory for; the more, the less often rows that are still needed have to move.</summary>
    private const int PatternsHeld = 288;

    private readonly SlidingWindow _window;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly int _classes;
    private readonly byte[] _rowClasses;
    private readonly byte[] _columnClasses;
    private readonly ulong[] _weights = [];
    private readonly int[] _limits = [];
    private readonly TapGroups _groups;
    private readonly int[] _taps = [];
    private readonly ushort[] _places = [];
    private readonly uint[] _bounds = [];

    /// <summary>Lays out a layer: once for each network.</summary>
    /// <param name="window">The sizes of image, kernel and result; strides and dilations of 1, and at least 6 columns of the result.</param>
    /// <param name="channels">C, the values of a pixel of the image.</param>
    /// <param name="weights">taps·C rows of ceil(M/64) words.</param>
    /// <param name="outputs">M, at least 1.</param>
    /// <param name="limits">N limits per class, N the outputs padded to a multiple of eight; int.MaxValue for padding, which makes its bit 0.</param>
    /// <param name="rowClasses">One per row of the result; the class of pixel (i, j) is rowClasses[i] + columnClasses[j].</param>
    /// <param name="columnClasses">One per column of the result.</param>
    /// <param name="greatest">
    /// The greatest magnitude of a value of an image, 1 to 32,768; times the terms of a sum at most 32,767, so that no sum overflows.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A length does not fit the others, the window has steps or too few columns, the kernel has more than 256 patterns, or sums may be too great.
    /// </exception>
    public PatternConvolution(
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<ulong> weights,
        int outputs,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        int greatest)
    {
        window.Require(nameof(window));
        Lengths.RequireAtLeast(channels, 1, nameof(channels), "a channel");
        Lengths.RequireAtLeast(outputs, 1, nameof(outputs), "an output");
        ArgumentOutOfRangeException.ThrowIfLessThan(greatest, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(greatest, GreatestMagnitude);
        if (!Fits(window, channels, greatest))
        {
            throw new ArgumentException(
                $"Found {window}, {channels} channels and values up to {greatest}, expected strides and dilations of 1, "
                + $"at least {FewestColumns} columns of the result, at most {MostPatterns} patterns of signs, "
                + $"and taps times channels times the greatest value at most {short.MaxValue}.",
                nameof(window));
        }

        int words = Lengths.WordsFor(outputs);
        Lengths.Require(weights.Length, (long)window.Taps * channels * words, nameof(weights), "taps times channels times words per row of outputs");
        _classes = PositionClasses.Count(window, rowClasses, columnClasses);
        int ofClass = NeuronBlock.PaddedTo(outputs);
        Lengths.RequireMultiple(limits.Length, ofClass, nameof(limits), "one per padded output for each class");
        Lengths.RequireAtLeast(limits.Length, (long)_classes * ofClass, nameof(limits), "classes times padded outputs");
        (_window, _channels, _outputs) = (window, channels, outputs);
        (_rowClasses, _columnClasses) = (rowClasses.ToArray(), columnClasses.ToArray());
        if (!PixelLanes128.IsSupported)
        {
            (_weights, _limits) = (weights.ToArray(), limits.ToArray());
            return;
        }

        _groups = TapGroups.Of(window, channels, MostPatterns);
        _taps = new int[window.KernelWidth * channels];
        PatternTable.PlaceTaps(channels, Columns, _taps);
        int padded = PatternSigns.Padded(outputs);
        _places = new ushort[checked(padded * _groups.Count)];
        PatternSigns.Read(weights, words, _groups, _places);
        _bounds = new uint[checked(padded * _classes)];
        for (int c = 0; c < _classes; c++)
            PatternSigns.Bound(limits.Slice(c * ofClass, ofClass), _bounds.AsSpan(c * padded, padded));
    }

    /// <summary>Columns of the image that 32 pixels of the result see.</summary>
    private int Columns => Pixels + _window.KernelWidth - 1;

    /// <summary>
    /// Whether pixels of the result are neighbours as those of the image are and fill enough lanes, sums fit in 16 bits even where all terms have the
    /// greatest magnitude and one sign, and the patterns of all taps fit their memory.
    /// </summary>
    internal static bool Fits(in SlidingWindow window, int channels, int greatest)
    {
        if (window is not { StrideX: 1, StrideY: 1, DilationX: 1, DilationY: 1, OutputWidth: >= FewestColumns })
            return false;
        if ((long)window.Taps * channels > short.MaxValue / greatest)
            return false;

        var groups = TapGroups.Of(window, channels, MostPatterns);
        return groups.Rows * groups.Patterns <= MostPatterns;
    }

    /// <summary>Bit n of pixel (i, j) = (sum &gt;= limits[class·N + n]).</summary>
    /// <param name="image">
    /// Height·Width pixels of C values, none of a greater magnitude than the layer was made for: sums of such may be wrong.
    /// </param>
    /// <param name="output">ceil(M/64) words per pixel of the result, all written; bits past the last output are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the layer.</exception>
    public void Threshold(ReadOnlySpan<byte> image, Span<ulong> output)
    {
        Require(image.Length, output.Length);
        if (PixelLanes128.IsSupported)
            AtWidestRegisters(image, output);
        else
            SignedConvolution.Threshold(image, _window, _weights, _outputs, _limits, _rowClasses, _columnClasses, output);
    }

    /// <inheritdoc cref="Threshold(ReadOnlySpan{byte}, Span{ulong})"/>
    public void Threshold(ReadOnlySpan<short> image, Span<ulong> output)
    {
        Require(image.Length, output.Length);
        if (PixelLanes128.IsSupported)
            AtWidestRegisters(image, output);
        else
            SignedConvolution.Threshold(image, _window, _weights, _outputs, _limits, _rowClasses, _columnClasses, output);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    internal void Threshold<TLanes, TValue>(ReadOnlySpan<TValue> image, Span<ulong> output)
        where TLanes : struct, IPixelLanes<TLanes>
        where TValue : unmanaged
    {
        var (window, groups) = (_window, _groups);
        var (padded, words) = (PatternSigns.Padded(_outputs), Lengths.WordsFor(_outputs));
        var (row, kept) = (groups.Patterns * Pixels, groups.Patterns * Pixels * (groups.Rows - 1));

        // Rows of 32 numbers come first: they begin with lines of the cache, and no load of a register straddles two of them.
        var (tableLength, boundLength, planeLength) = (PatternsHeld * Pixels, _classes > 1 ? padded * Pixels : 0, _channels * Columns);
        var memory = MemoryMarshal.Cast<ulong, short>(KernelScratch.Words((tableLength + boundLength + planeLength + 3) / 4));
        var tables = memory[..tableLength];
        var ofPixels = memory.Slice(tableLength, boundLength);
        var planes = memory.Slice(tableLength + boundLength, planeLength);
        for (int j = 0; j < window.OutputWidth; j += Pixels)
        {
            var classes = _columnClasses.AsSpan(j, Math.Min(Pixels, window.OutputWidth - j));
            var (alike, prepared) = (classes.IndexOfAnyExcept(classes[0]) < 0, -1);
            planes.Clear();

            // A row of the result adds sums of as many rows of the image as the kernel has; the next one needs all but the first again.
            int end = 0;
            for (int i = 1 - groups.Rows; i < window.OutputHeight; i++)
            {
                if (end + row > tables.Length)
                {
                    tables.Slice(end - kept, kept).CopyTo(tables);
                    end = kept;
                }

                PatternTable.Spread(image, window, _channels, i + groups.Rows - 1 - window.Top, j - window.Left, planes);
                PatternTable.Fill<TLanes>(
                    groups, ref MemoryMarshal.GetReference(planes), ref MemoryMarshal.GetArrayDataReference(_taps), ref tables[end]);
                end += row;
                if (i < 0)
                    continue;

                var results = output.Slice(((i * window.OutputWidth) + j) * words, classes.Length * words);
                ref short table = ref tables[end - kept - row];
                int rowClass = _rowClasses[i];
                if (alike)
                {
                    PatternBits.Compare<TLanes, OneBound>(
                        ref table, _places, groups.Count, ref _bounds[(rowClass + classes[0]) * padded], words, results);
                    continue;
                }

                if (rowClass != prepared)
                    PatternSigns.BoundPixels(_bounds, rowClass, classes, ofPixels);
                prepared = rowClass;
                PatternBits.Compare<TLanes, BoundPerPixel>(
                    ref table, _places, groups.Count, ref MemoryMarshal.Cast<short, uint>(ofPixels)[0], words, results);
            }
        }
    }

    private void AtWidestRegisters<TValue>(ReadOnlySpan<TValue> image, Span<ulong> output) where TValue : unmanaged
    {
        if (PixelLanes512.IsSupported)
            Threshold<PixelLanes512, TValue>(image, output);
        else if (PixelLanes256.IsSupported)
            Threshold<PixelLanes256, TValue>(image, output);
        else
            Threshold<PixelLanes128, TValue>(image, output);
    }

    private void Require(int image, int output)
    {
        Lengths.Require(image, (long)_window.Pixels * _channels, nameof(image), "pixels times channels");
        Lengths.Require(
            output, (long)_window.OutputPixels * Lengths.WordsFor(_outputs), nameof(output), "pixels of the result times words per pixel");
    }
}
