// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Pixels;

namespace BnnCompiler.Runtime.Kernels.Patterns;

/// <summary>What <see cref="PatternConvolution"/> does for every output: adds one sum per group of taps and compares with a limit.</summary>
internal static class PatternBits
{
    private const int Pixels = PatternTable.Pixels;

    private const int Bits = 64;

    /// <summary>The bits of up to 32 pixels of a row.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Compare<TLanes, TBounds>(
        ref short tables, ReadOnlySpan<ushort> places, int groups, ref uint bounds, int words, Span<ulong> results)
        where TLanes : struct, IPixelLanes<TLanes>
        where TBounds : struct, IPixelBounds
    {
        Span<ulong> some = stackalloc ulong[Pixels];
        int outputs = places.Length / groups;
        for (int w = 0; w < words; w++)
        {
            Compare<TLanes, TBounds>(
                ref tables,
                ref Unsafe.AsRef(in places[w * Bits]),
                groups,
                outputs,
                ref Unsafe.Add(ref bounds, w * Bits * TBounds.Step),
                Math.Min(Bits, outputs - (w * Bits)) / PatternSigns.Outputs,
                ref MemoryMarshal.GetReference(some));
            if (words == 1)
                some[..results.Length].CopyTo(results);
            else
                Scatter(some[..(results.Length / words)], ref results[w], words);
        }
    }

    private static void Scatter(ReadOnlySpan<ulong> values, ref ulong result, int step)
    {
        foreach (ulong value in values)
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
        ref short first = ref MemoryMarshal.GetReference(quarters);
        nint step = outputs * sizeof(ushort);
        for (int quarter = 0; quarter < 4 * Pixels; quarter += Pixels)
        {
            TLanes bits = default;
            for (int left = quarter < sixteens * Pixels ? PatternSigns.Outputs : 0; left > 0; left -= 4)
            {
                var a = TLanes.Load(ref At(ref tables, places));
                var b = TLanes.Load(ref At(ref tables, Unsafe.Add(ref places, 1)));
                var c = TLanes.Load(ref At(ref tables, Unsafe.Add(ref places, 2)));
                var d = TLanes.Load(ref At(ref tables, Unsafe.Add(ref places, 3)));
                ref ushort next = ref places;
                for (int g = groups - 1; g > 0; g--)
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
}
