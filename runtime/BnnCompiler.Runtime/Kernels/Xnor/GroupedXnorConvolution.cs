// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Images;
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime;

/// <summary>
/// A convolution in groups of ±1 weights with a ±1 image: an output sees the channels of its group alone. With v taps on the image, C channels
/// per group and p bits differing among them, its sum is C·v - 2p.
/// <para>The image has as many words per pixel as hold all channels. A block of eight outputs reads u of them, from word starts[b] on, and
/// masks away the channels of other groups. Weights and masks are interleaved by eight outputs, tap by tap: word w of tap t of output 8b + l
/// is at ((b·taps + t)·u + w)·8 + l; the mask is 1 for the channels of the output's group and 0 for outputs past the last.</para>
/// </summary>
public static class GroupedXnorConvolution
{
    /// <summary>sums[(i·OutputWidth + j)·M + n] = C·v - 2p_n, the sum of the products of pixel (i, j) for output n of M.</summary>
    /// <param name="image">Height·Width pixels of as many words each.</param>
    /// <param name="window">The sizes of image, kernel and result.</param>
    /// <param name="weights">M padded to a multiple of eight, times taps, times u words, interleaved by eight outputs.</param>
    /// <param name="masks">As many words as weights, in the same order.</param>
    /// <param name="starts">For each block of eight outputs the first word of a pixel that it reads.</param>
    /// <param name="fanInPerTap">C, the channels of a group.</param>
    /// <param name="sums">M sums per pixel of the result.</param>
    /// <exception cref="ArgumentException">A length does not fit the others, or a block reads past its pixel.</exception>
    public static void Dot(
        ReadOnlySpan<ulong> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> masks,
        ReadOnlySpan<ushort> starts,
        int fanInPerTap,
        Span<int> sums)
    {
        window.Require(nameof(window));
        Lengths.RequireMultiple(image.Length, window.Pixels, nameof(image), "words per pixel");
        Lengths.RequireMultiple(sums.Length, window.OutputPixels, nameof(sums), "sums per pixel of the result");
        int padded = NeuronBlock.PaddedTo(sums.Length / window.OutputPixels);
        Lengths.RequireMultiple(weights.Length, (long)padded * window.Taps, nameof(weights), "padded outputs times taps");
        Lengths.Require(masks.Length, weights.Length, nameof(masks), "one per word of weights");
        Lengths.Require(starts.Length, padded / NeuronBlock.Neurons, nameof(starts), "one per block of eight outputs");
        int words = weights.Length / (padded * window.Taps);
        foreach (ushort start in starts)
            Lengths.RequireAtLeast(image.Length / window.Pixels, (long)start + words, nameof(image), "words per pixel, to the last a block reads");
        if (Lanes512.IsSupported)
            Dot<Lanes512>(image, window, weights, masks, starts, fanInPerTap, sums);
        else if (Lanes256.IsSupported)
            Dot<LanePair<Lanes256>>(image, window, weights, masks, starts, fanInPerTap, sums);
        else if (Lanes128.IsSupported)
            Dot<LanePair<Lanes128>>(image, window, weights, masks, starts, fanInPerTap, sums);
        else
            Dot<Lanes64>(image, window, weights, masks, starts, fanInPerTap, sums);
    }

    [MethodImpl(KernelCompilation.Standalone)]
    internal static void Dot<TLanes>(
        ReadOnlySpan<ulong> image,
        in SlidingWindow window,
        ReadOnlySpan<ulong> weights,
        ReadOnlySpan<ulong> masks,
        ReadOnlySpan<ushort> starts,
        int fanInPerTap,
        Span<int> sums)
        where TLanes : struct, ILanes<TLanes>
    {
        int wordsPerPixel = image.Length / window.Pixels;
        int outputs = sums.Length / window.OutputPixels;
        int blockLength = weights.Length / starts.Length;
        int words = blockLength / (window.Taps * NeuronBlock.Neurons);
        Span<int> eight = stackalloc int[NeuronBlock.Neurons];
        for (int pixel = 0; pixel < window.OutputPixels; pixel++)
        {
            var taps = window.TapsAt(pixel / window.OutputWidth, pixel % window.OutputWidth);
            var places = TLanes.Broadcast((ulong)fanInPerTap * (ulong)taps.Count);
            for (int b = 0; b < starts.Length; b++)
            {
                ref ulong x = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), starts[b]);
                ref ulong block = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), b * blockLength);
                ref ulong mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(masks), b * blockLength);
                for (int lane = 0; lane < NeuronBlock.Neurons; lane += TLanes.Count)
                {
                    var differing = Count<TLanes>(
                        ref x, wordsPerPixel, ref Unsafe.Add(ref block, lane), ref Unsafe.Add(ref mask, lane), words, taps);
                    TLanes.Store(places - differing - differing, ref eight[lane]);
                }

                int n = b * NeuronBlock.Neurons;
                eight[..Math.Min(NeuronBlock.Neurons, outputs - n)].CopyTo(sums[((pixel * outputs) + n)..]);
            }
        }
    }

    // A group is a few words: they are counted one by one, and the byte counters summed before they are full.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Count<TLanes>(
        ref ulong image, int wordsPerPixel, ref ulong weights, ref ulong masks, int words, in TapRuns taps)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes total = default, counts = default;
        int room = NeuronBlock.PartsHold;
        foreach (var tap in taps)
        {
            ref ulong x = ref Unsafe.Add(ref image, tap.Pixel * wordsPerPixel);
            int first = tap.Tap * words * NeuronBlock.Neurons;
            for (int w = 0; w < words; w++)
            {
                var row = TLanes.Load(in Unsafe.Add(ref weights, first + (w * NeuronBlock.Neurons)));
                var mask = TLanes.Load(in Unsafe.Add(ref masks, first + (w * NeuronBlock.Neurons)));
                counts = TLanes.AddParts(counts, TLanes.CountParts((TLanes.Broadcast(Unsafe.Add(ref x, w)) ^ row) & mask));
                if (--room > 0)
                    continue;

                total += TLanes.SumParts(counts);
                counts = default;
                room = NeuronBlock.PartsHold;
            }
        }

        return total + TLanes.SumParts(counts);
    }
}
