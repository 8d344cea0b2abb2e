// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime;

/// <summary>Picks channels of every pixel, each any number of times and with either sign.</summary>
public static class ChannelSelection
{
    private const int Bits = 64;

    /// <summary>selected[p·N + n] = values[p·D + sources[n]], or its negative modulo 2^32 where bit n of negated is 1.</summary>
    /// <param name="values">Pixels of D values.</param>
    /// <param name="channels">D, at least 1.</param>
    /// <param name="sources">N channels, each from 0 to D - 1.</param>
    /// <param name="negated">ceil(N/64) words, one bit per selected channel.</param>
    /// <param name="selected">As many pixels of N values; not the memory of <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit the others, or a source is no channel.</exception>
    public static void Select(
        ReadOnlySpan<int> values, int channels, ReadOnlySpan<int> sources, ReadOnlySpan<ulong> negated, Span<int> selected)
    {
        Lengths.RequireMultiple(values.Length, channels, nameof(values), "channels per pixel");
        Lengths.Require(negated.Length, Lengths.WordsFor(sources.Length), nameof(negated), "one bit per selected channel");
        Lengths.Require(selected.Length, (long)(values.Length / channels) * sources.Length, nameof(selected), "pixels times selected channels");
        foreach (int source in sources)
        {
            if ((uint)source >= (uint)channels)
                throw new ArgumentException($"Found channel {source}, expected 0 to {channels - 1}.", nameof(sources));
        }

        Copy(values, channels, sources, negated, selected);
    }

    /// <summary>Sixty-four selected channels of all pixels at a time, whose signs are spread once.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    private static void Copy(ReadOnlySpan<int> values, int channels, ReadOnlySpan<int> sources, ReadOnlySpan<ulong> negated, Span<int> selected)
    {
        Span<int> signs = stackalloc int[Bits];
        ref int sign = ref MemoryMarshal.GetReference(signs);
        for (int first = 0; first < sources.Length; first += Bits)
        {
            int count = Math.Min(Bits, sources.Length - first);
            for (int n = 0; n < count; n++)
                signs[n] = -(int)((negated[first / Bits] >> n) & 1);
            ref int source = ref Unsafe.Add(ref MemoryMarshal.GetReference(sources), first);
            ref int x = ref MemoryMarshal.GetReference(values);
            ref int y = ref Unsafe.Add(ref MemoryMarshal.GetReference(selected), first);
            for (int pixels = values.Length / channels; pixels > 0; pixels--)
            {
                for (int n = 0; n < count; n++)
                {
                    // -x is ~x + 1: a sign is 0, or -1 for a negative.
                    int minus = Unsafe.Add(ref sign, n);
                    Unsafe.Add(ref y, n) = (Unsafe.Add(ref x, Unsafe.Add(ref source, n)) ^ minus) - minus;
                }

                x = ref Unsafe.Add(ref x, channels);
                y = ref Unsafe.Add(ref y, sources.Length);
            }
        }
    }
}
