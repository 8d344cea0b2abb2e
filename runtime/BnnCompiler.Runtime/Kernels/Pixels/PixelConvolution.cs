// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Kernels.Pixels;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution of ±1 weights with ±1 channels and its threshold, counted bit-sliced with pixels for lanes: for every output the bitmaps of the
/// inputs whose weight is +1 are added, for as many pixels as a register has bits. Which these are is known when the network is compiled, so the work
/// does not depend on the image, and what two outputs have in common is added once (<see cref="PixelLists"/>).
/// <para>With P the number of active inputs of weight +1 under the window, and A that of all active ones, the sum is 2P - A, inputs -1 and padding
/// counting as 0. It is compared as 2P + (K - A) with limits to which K is added, K the inputs of a window. The counters begin with floor((K - A) /
/// 2), which all outputs share, and the lowest bit of K - A is that of what is compared. Under weights of the opposite sign P' = A - P, and 2P - A >=
/// limit exactly where 2P' - A >= 1 - limit does not hold.</para>
/// <para>The image is cut in groups of pixels, rows below each other as far as a register holds them. For each channel and column of taps there is a
/// slot: the group's rows of that channel, moved by the column, and the rows that taps above and below reach. Rows of taps are then places in a slot,
/// one row of pixels apart; a list names the slots and rows of an output's weights once for all groups.</para>
/// </summary>
public sealed class PixelConvolution
{
    private readonly PixelGroups _groups;
    private readonly SlidingWindow _window;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly int _planes;
    private readonly int _columnPlanes;
    private readonly PixelLists _lists;
    private readonly ulong[] _limits;

    /// <summary>Lays out the lists of a layer: once for each network.</summary>
    /// <param name="window">The sizes of image, kernel and result; strides and dilations of 1, and at most 64 columns of taps.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="weights">A row of ceil(taps·channels / 64) words for each output: bit tap·channels + channel.</param>
    /// <param name="limits">A limit of 2P - A per output, for each class.</param>
    /// <param name="rowClasses">One per row of the result; the class of pixel (i, j) is rowClasses[i] + columnClasses[j].</param>
    /// <param name="columnClasses">One per column of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others, or the window has steps or is wider than a word.</exception>
    public PixelConvolution(
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses)
        : this(window, channels, weights, limits, rowClasses, columnClasses, null)
    {
    }

    internal PixelConvolution(
        in SlidingWindow window,
        int channels,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<int> limits,
        ReadOnlySpan<byte> rowClasses,
        ReadOnlySpan<byte> columnClasses,
        int? vectorWords)
    {
        window.Require(nameof(window));
        if (window is not { StrideY: 1, StrideX: 1, DilationY: 1, DilationX: 1 })
            throw new ArgumentException($"Found {window}, expected strides and dilations of 1.", nameof(window));
        if (window.KernelWidth > BitSquare.Side)
            throw new ArgumentException($"Found {window}, expected at most {BitSquare.Side} columns of taps, which a word holds.", nameof(window));
        Lengths.RequireAtLeast(channels, 1, nameof(channels), "a channel");
        int inputs = checked(window.Taps * channels);
        Lengths.RequireMultiple(weights.Length, Lengths.WordsFor(inputs), nameof(weights), "a row of words for each output");
        (_window, _channels, _outputs) = (window, channels, weights.Length / Lengths.WordsFor(inputs));
        int classes = PositionClasses.Count(window, rowClasses, columnClasses);
        Lengths.Require(limits.Length, (long)classes * _outputs, nameof(limits), "one per output for each class");

        _groups = new(window, channels, vectorWords ?? PixelGroups.WordsFor(window));
        _planes = SlicedDense.PlanesFor(inputs);
        _columnPlanes = SlicedDense.PlanesFor(inputs + (2 * PixelLists.Block));
        var (places, bits) = (new uint[inputs], new int[inputs]);
        for (int i = 0; i < inputs; i++)
        {
            // Channel by channel, so that what is added in a row lies near.
            var (c, tap) = (i / window.Taps, i % window.Taps);
            (places[i], bits[i]) = (_groups.PlaceOf(c, tap), (tap * channels) + c);
        }

        _lists = new(weights, places, bits, _groups.Zeros);
        _limits = LimitPlanes(limits, rowClasses, columnClasses);
    }

    /// <summary>Bit n of pixel (i, j) = (2 P_n - A >= limits[class, n]).</summary>
    /// <param name="image">Height·Width pixels of ceil(channels / 64) words.</param>
    /// <param name="output">OutputHeight·OutputWidth pixels of ceil(outputs / 64) words, all written; bits past the last output are 0.</param>
    /// <exception cref="ArgumentException">A length does not fit the layer.</exception>
    public void Threshold(ReadOnlySpan<ulong> image, Span<ulong> output)
    {
        Lengths.Require(image.Length, (long)_window.Pixels * Lengths.WordsFor(_channels), nameof(image), "pixels times words per pixel");
        Lengths.Require(
            output.Length, (long)_window.OutputPixels * Lengths.WordsFor(_outputs), nameof(output), "pixels of the result times words per pixel");
        if (_groups.VectorWords == Bits512.Words)
            Threshold<Bits512>(image, output);
        else if (_groups.VectorWords == Bits256.Words)
            Threshold<Bits256>(image, output);
        else if (_groups.VectorWords == Bits128.Words)
            Threshold<Bits128>(image, output);
        else
            Threshold<Bits64>(image, output);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Threshold<TBits>(ReadOnlySpan<ulong> image, Span<ulong> output) where TBits : struct, IBits<TBits>
    {
        int results = _outputs * TBits.Words;
        var scratch = KernelScratch.Words(_groups.SlotWords + results);
        var slots = scratch[.._groups.SlotWords];
        var bits = scratch.Slice(_groups.SlotWords, results);
        for (int group = 0; group < _groups.Count; group++)
        {
            _groups.Fill(group, image, slots);
            Count<TBits>(
                ref MemoryMarshal.GetReference(slots),
                ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_limits), LimitsOf(_groups.KindOf(group))),
                bits);
            _groups.Put(group, bits, _outputs, output);
        }
    }

    /// <summary>The bits of a group, a register for each output.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    [SkipLocalsInit]
    private void Count<TBits>(ref ulong slots, ref ulong limits, Span<ulong> bits) where TBits : struct, IBits<TBits>
    {
        int columnWords = SlicedColumn<TBits, uint>.ColumnWords(_columnPlanes);
        Span<ulong> columns = stackalloc ulong[(2 * columnWords) + ((_columnPlanes + 1) * TBits.Words)];
        ref ulong column = ref MemoryMarshal.GetReference(columns);
        ref ulong copy = ref Unsafe.Add(ref column, columnWords);
        ref ulong rest = ref Unsafe.Add(ref copy, columnWords);
        CountRest<TBits>(ref slots, ref column, ref rest);
        foreach (ref readonly var pair in _lists.Pairs.AsSpan())
        {
            SlicedColumn<TBits, uint>.CopyPlanes(ref Unsafe.Add(ref rest, TBits.Words), _columnPlanes, ref column);
            Add<TBits>(ref slots, pair.Both, 0, ref column);
            SlicedColumn<TBits, uint>.Copy(ref column, _columnPlanes, pair.Both.Blocks, ref copy);
            Add<TBits>(ref slots, pair.OfFirst, pair.Both.Blocks, ref column);
            Compare<TBits>(ref column, pair.Both.Blocks + pair.OfFirst.Blocks, pair.First, ref rest, ref limits, bits);
            if (pair.Second < 0)
                continue;

            Add<TBits>(ref slots, pair.OfSecond, pair.Both.Blocks, ref copy);
            Compare<TBits>(ref copy, pair.Both.Blocks + pair.OfSecond.Blocks, pair.Second, ref rest, ref limits, bits);
        }
    }

    /// <summary>K less the active inputs of every pixel.</summary>
    private void CountRest<TBits>(ref ulong slots, ref ulong column, ref ulong rest) where TBits : struct, IBits<TBits>
    {
        SlicedNumbers<TBits>.Set(ref column, _columnPlanes, 0);
        Add<TBits>(ref slots, _lists.All, 0, ref column);
        SlicedColumn<TBits, uint>.Finish(ref column, _columnPlanes, _lists.All.Blocks);
        SlicedNumbers<TBits>.SubtractFrom((uint)(_window.Taps * _channels), ref column, _columnPlanes, ref rest);
    }

    private void Add<TBits>(ref ulong slots, PixelLists.Run run, int before, ref ulong column) where TBits : struct, IBits<TBits> =>
        SlicedColumn<TBits, uint>.AddHalves(ref slots, ref _lists.Places[run.First], run.Halves, before, ref column, _columnPlanes);

    [MethodImpl(KernelCompilation.Standalone)]
    private void Compare<TBits>(ref ulong column, int blocks, int output, ref ulong rest, ref ulong limits, Span<ulong> bits)
        where TBits : struct, IBits<TBits>
    {
        ref ulong limit = ref Unsafe.Add(ref limits, output * (_planes + 1) * TBits.Words);
        var reached = SlicedColumn<TBits, uint>.AtLeast(ref column, _columnPlanes, blocks, TBits.Load(in rest), ref limit, _planes + 1, TBits.Words);
        TBits.Store(_lists.Flips[output] ? ~reached : reached, ref bits[output * TBits.Words]);
    }

    /// <summary>For each kind of group and output the limits of the group's pixels, as planes.</summary>
    private ulong[] LimitPlanes(ReadOnlySpan<int> limits, ReadOnlySpan<byte> rowClasses, ReadOnlySpan<byte> columnClasses)
    {
        int greatest = _window.Taps * _channels;
        int[] firsts = _groups.FindKinds(rowClasses, columnClasses);
        ulong[] result = new ulong[firsts.Length * LimitsOf(1)];
        foreach (int group in firsts)
        {
            for (int lane = 0; lane < 64 * _groups.VectorWords; lane++)
            {
                if (!_groups.PixelOf(group, lane, out int i, out int j))
                    continue;

                for (int n = 0; n < _outputs; n++)
                {
                    int limit = limits[((rowClasses[i] + columnClasses[j]) * _outputs) + n];
                    long biased = Math.Clamp(_lists.Flips[n] ? greatest + 1L - limit : (long)greatest + limit, 0, (2L * greatest) + 1);
                    for (int b = 0; b <= _planes; b++)
                    {
                        int at = LimitsOf(_groups.KindOf(group)) + (((n * (_planes + 1)) + b) * _groups.VectorWords) + (lane / 64);
                        if (((biased >> b) & 1) != 0)
                            result[at] |= 1ul << (lane % 64);
                    }
                }
            }
        }

        return result;
    }

    private int LimitsOf(int kind) => kind * _outputs * (_planes + 1) * _groups.VectorWords;
}
