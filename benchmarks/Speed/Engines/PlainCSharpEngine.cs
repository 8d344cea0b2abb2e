// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpeedBenchmark.Engines;

/// <summary>The loop of plain.c in C#, on spans, compiled by the JIT: what a good C# programmer writes in an afternoon.</summary>
internal sealed unsafe class PlainCSharpEngine(string name, PlainNetwork network, ImageBatches examples) : Engine(name, examples)
{
    private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;

    /// <inheritdoc/>
    public override void Run(int batch)
    {
        for (int image = 0; image < Examples.Batch; image++)
            Run(*network.Pointer, Examples.Pixels.AsSpan(Examples.Offset(batch, image), Examples.Length), Scores.AsSpan(image * Examples.Classes));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    [MethodImpl(Optimized)]
    private static void Run(in PlainNetwork.Root root, ReadOnlySpan<byte> pixels, Span<float> scores)
    {
        ulong* bits = root.Bits, next = root.Next;
        ReadPixels(root, pixels);
        for (int i = 0; i < root.Count; i++)
        {
            ref readonly var layer = ref root.Layers[i];
            int area = layer.Rows * layer.Columns;
            var result = new Span<ulong>(next, area * layer.ResultWords);
            result.Clear();
            if (layer.Signs != null)
                First(layer, new(root.Numbers, layer.Height * layer.Width * layer.Channels), root.Patch, result);
            else if (layer.Padding == 0 && area == 1)
                Dense(layer, new(bits, layer.Height * layer.Width * layer.Words), result, scores);
            else
                Convolve(layer, new(bits, layer.Height * layer.Width * layer.Words), result);
            Swap(ref bits, ref next);
            if (layer.Pool > 1)
            {
                var pooled = new Span<ulong>(next, layer.Rows / layer.Pool * (layer.Columns / layer.Pool) * layer.ResultWords);
                pooled.Clear();
                Pool(layer, result, pooled);
                Swap(ref bits, ref next);
            }
        }
    }

    [MethodImpl(Optimized)]
    private static void Dense(in PlainNetwork.Layer layer, ReadOnlySpan<ulong> bits, Span<ulong> result, Span<float> scores)
    {
        int fanIn = layer.KernelHeight * layer.KernelWidth * layer.Channels;
        for (int output = 0; output < layer.Outputs; output++)
        {
            int count = Differing(bits, new(layer.Weights + (output * bits.Length), bits.Length));
            if (layer.Scores != null)
                scores[output] = layer.Scores[(output * (fanIn + 1)) + fanIn - count];
            else
                Set(result, output, fanIn - (2 * count) >= layer.Limits[output]);
        }
    }

    [MethodImpl(Optimized)]
    private static void Convolve(in PlainNetwork.Layer layer, ReadOnlySpan<ulong> bits, Span<ulong> result)
    {
        int taps = layer.KernelHeight * layer.KernelWidth;
        for (int y = 0; y < layer.Rows; y++)
        {
            for (int x = 0; x < layer.Columns; x++)
            {
                int top = (y * layer.Stride) - layer.Padding, left = (x * layer.Stride) - layer.Padding;
                int firstRow = Math.Max(0, -top), endRow = Math.Min(layer.KernelHeight, layer.Height - top);
                int firstColumn = Math.Max(0, -left), endColumn = Math.Min(layer.KernelWidth, layer.Width - left);
                int fanIn = (endRow - firstRow) * (endColumn - firstColumn) * layer.Channels, run = (endColumn - firstColumn) * layer.Words;
                var pixel = result[(((y * layer.Columns) + x) * layer.ResultWords)..];
                for (int output = 0; output < layer.Outputs; output++)
                {
                    var weights = new ReadOnlySpan<ulong>(layer.Weights + (output * taps * layer.Words), taps * layer.Words);
                    int count = 0;
                    for (int row = firstRow; row < endRow; row++)
                    {
                        count += Differing(
                            bits.Slice((((top + row) * layer.Width) + left + firstColumn) * layer.Words, run),
                            weights.Slice(((row * layer.KernelWidth) + firstColumn) * layer.Words, run));
                    }

                    Set(pixel, output, fanIn - (2 * count) >= layer.Limits[output]);
                }
            }
        }
    }

    [MethodImpl(Optimized)]
    private static void First(in PlainNetwork.Layer layer, ReadOnlySpan<short> numbers, short* patch, Span<ulong> result)
    {
        int run = layer.KernelWidth * layer.Channels, fanIn = layer.KernelHeight * run;
        var window = new Span<short>(patch, fanIn);
        for (int y = 0; y < layer.Rows; y++)
        {
            for (int x = 0; x < layer.Columns; x++)
            {
                var pixel = result[(((y * layer.Columns) + x) * layer.ResultWords)..];
                for (int i = 0; i < fanIn; i++)
                {
                    int row = (y * layer.Stride) - layer.Padding + (i / run);
                    int column = (x * layer.Stride) - layer.Padding + (i % run / layer.Channels);
                    bool isInside = row >= 0 && row < layer.Height && column >= 0 && column < layer.Width;
                    window[i] = isInside ? numbers[(((row * layer.Width) + column) * layer.Channels) + (i % layer.Channels)] : (short)0;
                }

                for (int output = 0; output < layer.Outputs; output++)
                {
                    var signs = new ReadOnlySpan<short>(layer.Signs + (output * fanIn), fanIn);
                    int sum = 0;
                    for (int i = 0; i < window.Length; i++)
                        sum += window[i] * signs[i];
                    Set(pixel, output, sum >= layer.Limits[output]);
                }
            }
        }
    }

    [MethodImpl(Optimized)]
    private static void Pool(in PlainNetwork.Layer layer, ReadOnlySpan<ulong> bits, Span<ulong> result)
    {
        int rows = layer.Rows / layer.Pool, columns = layer.Columns / layer.Pool;
        for (int y = 0; y < rows * layer.Pool; y++)
        {
            for (int x = 0; x < columns * layer.Pool; x++)
            {
                var from = bits.Slice(((y * layer.Columns) + x) * layer.ResultWords, layer.ResultWords);
                var to = result.Slice(((y / layer.Pool * columns) + (x / layer.Pool)) * layer.ResultWords, layer.ResultWords);
                for (int i = 0; i < to.Length; i++)
                    to[i] |= from[i];
            }
        }
    }

    [MethodImpl(Optimized)]
    private static void ReadPixels(in PlainNetwork.Root root, ReadOnlySpan<byte> pixels)
    {
        int words = (root.Channels + 63) / 64, area = root.Height * root.Width;
        var bits = new Span<ulong>(root.Bits, area * words);
        if (root.SignFrom > 0)
            bits.Clear();
        for (int i = 0; i < area; i++)
        {
            for (int channel = 0; channel < root.Channels; channel++)
            {
                byte pixel = pixels[(channel * area) + i];
                if (root.SignFrom > 0)
                    Set(bits[(i * words)..], channel, pixel >= root.SignFrom);
                else
                    root.Numbers[(i * root.Channels) + channel] = root.Steps[pixel];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Swap(ref ulong* left, ref ulong* right)
    {
        ulong* kept = left;
        left = right;
        right = kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Differing(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        int count = 0;
        for (int i = 0; i < left.Length && i < right.Length; i++)
            count += BitOperations.PopCount(left[i] ^ right[i]);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Set(Span<ulong> bits, int index, bool bit) => bits[index / 64] |= (bit ? 1UL : 0) << index;
}
