// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BnnCompiler.Runtime.Kernels;

/// <summary>
/// <see cref="SignedConvolution"/> with a limit for every sum, for images of small integers: the sums of a few neighbouring taps with every
/// pattern of signs are made once for 32 pixels of a row and all outputs (<see cref="PatternTable"/>); an output then adds one of them per
/// group of taps, in lanes of 16 bits. What it works in, at most 52 KB, is on the stack.
/// </summary>
internal static class PatternConvolution
{
    private const int Pixels = PatternTable.Pixels;

    private const int Bits = 64;

    /// <summary>Most patterns of a kernel: 16 KB, half of a first cache.</summary>
    private const int MostPatterns = 256;

    /// <summary>Patterns there is memory for; the more, the less often rows that are still needed have to move.</summary>
    private const int PatternsHeld = 288;

    /// <summary>Numbers of 16 bits for all else that is prepared.</summary>
    private const int MostPrepared = 16 * 1024;

    /// <summary>Fewer pixels in a row would leave so many lanes idle that one output per lane is faster.</summary>
    private const int FewestColumns = 6;

    /// <summary>Where it suits, bit n of pixel (i, j) = (sum &gt;= limit n of its class); false where nothing was done.</summary>
    /// <remarks>Lengths have been checked. Sums fit in 16 bits if those fit whose terms all have the greatest magnitude and one sign.</remarks>
    public static bool TryThreshold<TValue>(
        ReadOnlySpan<TValue> image, in SlidingWindow window, ReadOnlySpan<ulong> weights, in PixelLimits limits, Span<ulong> output)
        where TValue : unmanaged
    {
        var channels = image.Length / window.Pixels;
        var terms = (long)window.Taps * channels;
        var neighbours = window is { StrideX: 1, StrideY: 1, DilationX: 1, DilationY: 1 };
        if (!neighbours || window.OutputWidth < FewestColumns || terms > short.MaxValue) return false;

        var groups = TapGroups.Of(window, channels, MostPatterns);
        var perOutput = (long)groups.Count + (2 * limits.Classes) + (limits.Classes > 1 ? Pixels : 0);
        var prepared = (PatternSigns.Padded(limits.Outputs) * perOutput) + ((Pixels + window.KernelWidth + 1) * (long)channels);
        if (groups.Rows * groups.Patterns > MostPatterns || prepared > MostPrepared) return false;
        if (Magnitude(image) * terms > short.MaxValue) return false;

        if (PixelLanes512.IsSupported) Threshold<PixelLanes512, TValue>(image, window, weights, groups, limits, output);
        else if (PixelLanes256.IsSupported) Threshold<PixelLanes256, TValue>(image, window, weights, groups, limits, output);
        else if (PixelLanes128.IsSupported) Threshold<PixelLanes128, TValue>(image, window, weights, groups, limits, output);
        else return false;
        return true;
    }

    [SkipLocalsInit]
    [MethodImpl(KernelCompilation.Standalone)]
    private static void Threshold<TLanes, TValue>(
        ReadOnlySpan<TValue> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        in TapGroups groups,
        in PixelLimits limits,
        Span<ulong> output)
        where TLanes : struct, IPixelLanes<TLanes>
        where TValue : unmanaged
    {
        var (outputs, words) = (PatternSigns.Padded(limits.Outputs), Lengths.WordsFor(limits.Outputs));
        Span<ushort> places = stackalloc ushort[outputs * groups.Count];
        PatternSigns.Read(weights, words, groups, places);
        Span<uint> bounds = stackalloc uint[outputs * limits.Classes];
        for (var c = 0; c < limits.Classes; c++) PatternSigns.Bound(limits.Of(c), bounds.Slice(c * outputs, outputs));
        Span<short> ofPixels = stackalloc short[limits.Classes > 1 ? outputs * Pixels : 0];

        var (channels, columns) = (image.Length / window.Pixels, Pixels + window.KernelWidth - 1);
        Span<int> taps = stackalloc int[window.KernelWidth * channels];
        PatternTable.PlaceTaps(channels, columns, taps);
        Span<short> planes = stackalloc short[channels * columns];
        Span<short> memory = stackalloc short[(PatternsHeld + 1) * Pixels];
        var tables = PatternTable.Aligned(memory);
        var (row, kept) = (groups.Patterns * Pixels, groups.Patterns * Pixels * (groups.Rows - 1));
        for (var j = 0; j < window.OutputWidth; j += Pixels)
        {
            var classes = limits.Columns.Slice(j, Math.Min(Pixels, window.OutputWidth - j));
            var (alike, prepared) = (classes.IndexOfAnyExcept(classes[0]) < 0, -1);
            planes.Clear();

            // A row of the result adds sums of as many rows of the image as the kernel has; the next one needs all but the first again.
            var end = 0;
            for (var i = 1 - groups.Rows; i < window.OutputHeight; i++)
            {
                if (end + row > tables.Length)
                {
                    tables.Slice(end - kept, kept).CopyTo(tables);
                    end = kept;
                }

                PatternTable.Spread(image, window, channels, i + groups.Rows - 1 - window.Top, j - window.Left, planes);
                PatternTable.Fill<TLanes>(
                    groups, ref MemoryMarshal.GetReference(planes), ref MemoryMarshal.GetReference(taps), ref tables[end]);
                end += row;
                if (i < 0) continue;

                var results = output.Slice(((i * window.OutputWidth) + j) * words, classes.Length * words);
                ref var table = ref tables[end - kept - row];
                int rowClass = limits.Rows[i];
                if (alike)
                {
                    Compare<TLanes, OneBound>(
                        ref table, places, groups.Count, ref bounds[(rowClass + classes[0]) * outputs], words, results);
                    continue;
                }

                if (rowClass != prepared) PatternSigns.BoundPixels(bounds, rowClass, classes, ofPixels);
                prepared = rowClass;
                Compare<TLanes, BoundPerPixel>(
                    ref table, places, groups.Count, ref MemoryMarshal.Cast<short, uint>(ofPixels)[0], words, results);
            }
        }
    }

    /// <summary>The bits of up to 32 pixels of a row.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelCompilation.Standalone)]
    private static void Compare<TLanes, TBounds>(
        ref short tables, ReadOnlySpan<ushort> places, int groups, ref uint bounds, int words, Span<ulong> results)
        where TLanes : struct, IPixelLanes<TLanes>
        where TBounds : struct, IPixelBounds
    {
        Span<ulong> some = stackalloc ulong[Pixels];
        var outputs = places.Length / groups;
        for (var w = 0; w < words; w++)
        {
            Compare<TLanes, TBounds>(
                ref tables,
                ref Unsafe.AsRef(in places[w * Bits]),
                groups,
                outputs,
                ref Unsafe.Add(ref bounds, w * Bits * TBounds.Step),
                Math.Min(Bits, outputs - (w * Bits)) / PatternSigns.Outputs,
                ref MemoryMarshal.GetReference(some));
            if (words == 1) some[..results.Length].CopyTo(results);
            else Scatter(some[..(results.Length / words)], ref results[w], words);
        }
    }

    private static void Scatter(ReadOnlySpan<ulong> values, ref ulong result, int step)
    {
        foreach (var value in values)
        {
            result = value;
            result = ref Unsafe.Add(ref result, step);
        }
    }

    /// <summary>The bits of 32 pixels for up to 64 outputs, a multiple of sixteen of them.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelCompilation.Standalone)]
    private static void Compare<TLanes, TBounds>(
        ref short tables, ref ushort places, int groups, int outputs, ref uint bounds, int sixteens, ref ulong words)
        where TLanes : struct, IPixelLanes<TLanes>
        where TBounds : struct, IPixelBounds
    {
        Span<short> quarters = stackalloc short[4 * Pixels];
        ref var first = ref MemoryMarshal.GetReference(quarters);
        nint step = outputs * sizeof(ushort);
        for (var quarter = 0; quarter < 4 * Pixels; quarter += Pixels)
        {
            TLanes bits = default;
            for (var left = quarter < sixteens * Pixels ? PatternSigns.Outputs : 0; left > 0; left -= 4)
            {
                var a = TLanes.Load(ref At(ref tables, places));
                var b = TLanes.Load(ref At(ref tables, Unsafe.Add(ref places, 1)));
                var c = TLanes.Load(ref At(ref tables, Unsafe.Add(ref places, 2)));
                var d = TLanes.Load(ref At(ref tables, Unsafe.Add(ref places, 3)));
                ref var next = ref places;
                for (var g = groups - 1; g > 0; g--)
                {
                    next = ref Unsafe.AddByteOffset(ref next, step);
                    a = TLanes.Add(a, ref At(ref tables, next));
                    b = TLanes.Add(b, ref At(ref tables, Unsafe.Add(ref next, 1)));
                    c = TLanes.Add(c, ref At(ref tables, Unsafe.Add(ref next, 2)));
                    d = TLanes.Add(d, ref At(ref tables, Unsafe.Add(ref next, 3)));
                }

                bits = TLanes.AppendGreater(bits, a, TBounds.Of<TLanes>(ref bounds));
                bits = TLanes.AppendGreater(bits, b, TBounds.Of<TLanes>(ref Unsafe.Add(ref bounds, TBounds.Step)));
                bits = TLanes.AppendGreater(bits, c, TBounds.Of<TLanes>(ref Unsafe.Add(ref bounds, 2 * TBounds.Step)));
                bits = TLanes.AppendGreater(bits, d, TBounds.Of<TLanes>(ref Unsafe.Add(ref bounds, 3 * TBounds.Step)));
                places = ref Unsafe.Add(ref places, 4);
                bounds = ref Unsafe.Add(ref bounds, 4 * TBounds.Step);
            }

            TLanes.Store(bits, ref Unsafe.Add(ref first, quarter));
        }

        TLanes.StoreWords(
            TLanes.Load(ref first),
            TLanes.Load(ref Unsafe.Add(ref first, Pixels)),
            TLanes.Load(ref Unsafe.Add(ref first, 2 * Pixels)),
            TLanes.Load(ref Unsafe.Add(ref first, 3 * Pixels)),
            ref words);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref short At(ref short tables, ushort place) => ref Unsafe.AddByteOffset(ref tables, (nuint)place);

    /// <summary>The greatest there can be of bytes, the greatest there is of others.</summary>
    private static long Magnitude<TValue>(ReadOnlySpan<TValue> image) where TValue : unmanaged
    {
        if (typeof(TValue) == typeof(byte)) return byte.MaxValue;

        var values = MemoryMarshal.Cast<TValue, short>(image);
        Vector<short> least = default, greatest = default;
        var i = 0;
        for (; i <= values.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            var some = Vector.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
            least = Vector.Min(least, some);
            greatest = Vector.Max(greatest, some);
        }

        var magnitude = 0;
        for (; i < values.Length; i++) magnitude = Math.Max(magnitude, Math.Abs((int)values[i]));
        for (var l = 0; l < Vector<short>.Count; l++) magnitude = Math.Max(magnitude, Math.Max(greatest[l], -least[l]));
        return magnitude;
    }
}
