// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Pixels;

namespace BnnCompiler.Runtime.Kernels.Patterns;

/// <summary>
/// The signed sums of groups of taps, for 32 neighbouring pixels of the result at a time: one row of 32 numbers per pattern of signs
/// (<see cref="TapGroups"/>). Every output of the layer needs one of these sums per group, so they are made once for all of them.
/// </summary>
internal static class PatternTable
{
    /// <summary>Pixels of a block.</summary>
    public const int Pixels = 32;

    /// <summary>Writes where the taps of a kernel row begin in what <see cref="Spread"/> made, in the order of their weights.</summary>
    /// <param name="channels">Values per pixel.</param>
    /// <param name="columns">Columns of the image that 32 pixels of the result see.</param>
    /// <param name="taps">KernelWidth·channels places.</param>
    public static void PlaceTaps(int channels, int columns, Span<int> taps)
    {
        for (int t = 0; t < taps.Length; t++)
            taps[t] = (t % channels * columns) + (t / channels);
    }

    /// <summary>Copies a piece of a row of the image, channel by channel; a row that is not on the image is zeros.</summary>
    /// <param name="image">Height·Width pixels.</param>
    /// <param name="window">The sizes of the image.</param>
    /// <param name="channels">Values per pixel.</param>
    /// <param name="row">The row, which may be above or below the image.</param>
    /// <param name="column">The first column, which may be left of the image.</param>
    /// <param name="planes">Planes of as many columns each, channels of them. Columns that are not on the image are zeros before and after.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Spread<TValue>(
        ReadOnlySpan<TValue> image, in SlidingWindow window, int channels, int row, int column, Span<short> planes)
        where TValue : unmanaged
    {
        int columns = planes.Length / channels;
        var (from, to) = (Math.Max(0, -column), Math.Min(columns, window.Width - column));
        if (row < 0 || row >= window.Height || from >= to)
        {
            planes.Clear();
            return;
        }

        var pixels = image.Slice(((row * window.Width) + column + from) * channels, (to - from) * channels);
        ref short first = ref Unsafe.Add(ref MemoryMarshal.GetReference(planes), from);
        if (channels == 1)
            Widen(pixels, planes[from..]);
        else if (channels == 3 && typeof(TValue) == typeof(byte))
            ColorPlanes.Split(MemoryMarshal.AsBytes(pixels), ref first, columns);
        else
            SpreadAnyChannels(pixels, channels, ref first, columns);
    }

    /// <summary>Adds the taps of every group with every pattern of signs.</summary>
    /// <param name="groups">The groups of a row of the kernel.</param>
    /// <param name="planes">What <see cref="Spread"/> made of a row of the image.</param>
    /// <param name="taps">Where the taps begin in it.</param>
    /// <param name="table">groups.Patterns rows of 32 sums.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Fill<TLanes>(in TapGroups groups, ref short planes, ref int taps, ref short table)
        where TLanes : struct, IPixelLanes<TLanes>
    {
        for (int g = 0; g < groups.PerRow; g++)
        {
            // All taps taken away is the first sum; the others follow by turning one tap after the other: -v + 2v = v.
            int size = groups.Size(g);
            TLanes least = default;
            for (int t = 0; t < size; t++)
                least = TLanes.Subtract(least, ref Unsafe.Add(ref planes, Unsafe.Add(ref taps, t)));
            TLanes.Store(least, ref table);
            for (int t = 0; t < size; t++)
            {
                var value = TLanes.Load(ref Unsafe.Add(ref planes, Unsafe.Add(ref taps, t)));
                var twice = value + value;
                ref short turned = ref Unsafe.Add(ref table, Pixels << t);
                for (nint i = 0; i < Pixels << t; i += Pixels)
                    TLanes.Store(TLanes.Add(twice, ref Unsafe.Add(ref table, i)), ref Unsafe.Add(ref turned, i));
            }

            taps = ref Unsafe.Add(ref taps, size);
            table = ref Unsafe.Add(ref table, Pixels << size);
        }
    }

    private static void SpreadAnyChannels<TValue>(ReadOnlySpan<TValue> pixels, int channels, ref short first, int columns)
        where TValue : unmanaged
    {
        int count = pixels.Length / channels;
        for (int c = 0; c < channels; c++)
        {
            ref var value = ref Unsafe.Add(ref MemoryMarshal.GetReference(pixels), c);
            ref short plane = ref Unsafe.Add(ref first, c * columns);
            for (int x = 0; x < count; x++)
            {
                Unsafe.Add(ref plane, x) = ToShort(value);
                value = ref Unsafe.Add(ref value, channels);
            }
        }
    }

    private static void Widen<TValue>(ReadOnlySpan<TValue> pixels, Span<short> result) where TValue : unmanaged
    {
        if (typeof(TValue) == typeof(short))
        {
            MemoryMarshal.Cast<TValue, short>(pixels).CopyTo(result);
            return;
        }

        ref byte value = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(pixels));
        ref short first = ref MemoryMarshal.GetReference(result);
        int x = 0;
        for (; x <= pixels.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref value, (nuint)x);
            Vector128.WidenLower(bytes).AsInt16().StoreUnsafe(ref first, (nuint)x);
            Vector128.WidenUpper(bytes).AsInt16().StoreUnsafe(ref first, (nuint)x + 8);
        }

        for (; x < pixels.Length; x++)
            Unsafe.Add(ref first, x) = Unsafe.Add(ref value, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static short ToShort<TValue>(TValue value) where TValue : unmanaged =>
        typeof(TValue) == typeof(short) ? Unsafe.BitCast<TValue, short>(value) : Unsafe.BitCast<TValue, byte>(value);
}
