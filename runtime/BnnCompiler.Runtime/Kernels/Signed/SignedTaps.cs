// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Registers.Signed;

namespace BnnCompiler.Runtime.Kernels.Signed;

/// <summary>Adds the values under the taps of a result pixel, signed by one row of bits per tap and channel.</summary>
internal static class SignedTaps<TLanes, T, TValue>
    where TLanes : struct, ISignedLanes<TLanes, T>
    where T : unmanaged, INumberBase<T>
    where TValue : unmanaged, INumberBase<TValue>
{
    /// <summary>Registers of outputs at a time, so that as many chains of additions overlap.</summary>
    private const int Registers = 4;

    /// <summary>Outputs of one call of <see cref="Sum"/>, a divisor of 64.</summary>
    public static int Outputs => Registers * TLanes.Count;

    /// <summary>sums[n] = ((0 ± v_0) ± v_1) ± … by ascending (row, column, channel) of the taps.</summary>
    /// <param name="image">The first channel of the first pixel.</param>
    /// <param name="channels">Values from one pixel to the next.</param>
    /// <param name="channelsPerTap">Values of each tap, at <paramref name="image"/> and behind it.</param>
    /// <param name="signs">The word of the first row with the bits of these outputs.</param>
    /// <param name="words">Words from one row of signs to the next.</param>
    /// <param name="shift">The bit of the first output in its word.</param>
    /// <param name="taps">Taps on the image; joined only if a tap has all channels of a pixel.</param>
    /// <param name="sums"><see cref="Outputs"/> sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(
        ref TValue image, int channels, int channelsPerTap, ref ulong signs, int words, int shift, in TapRuns taps, ref T sums)
    {
        TLanes a = default, b = default, c = default, d = default;
        foreach (var run in taps)
        {
            ref var value = ref Unsafe.Add(ref image, run.Pixel * channels);
            ref ulong row = ref Unsafe.Add(ref signs, run.Tap * channelsPerTap * words);
            for (int left = channelsPerTap * taps.RunLength; left > 0; left--)
            {
                ulong plus = row >> shift;
                var x = TLanes.Broadcast(T.CreateTruncating(value));
                a = TLanes.Add(a, x, plus);
                b = TLanes.Add(b, x, plus >> TLanes.Count);
                c = TLanes.Add(c, x, plus >> (2 * TLanes.Count));
                d = TLanes.Add(d, x, plus >> (3 * TLanes.Count));
                value = ref Unsafe.Add(ref value, 1);
                row = ref Unsafe.Add(ref row, words);
            }
        }

        TLanes.Store(a, ref sums);
        TLanes.Store(b, ref Unsafe.Add(ref sums, TLanes.Count));
        TLanes.Store(c, ref Unsafe.Add(ref sums, 2 * TLanes.Count));
        TLanes.Store(d, ref Unsafe.Add(ref sums, 3 * TLanes.Count));
    }
}
