// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using SpeedBenchmark.Networks;

namespace SpeedBenchmark.Engines;

/// <summary>A network as the structs of plain.c, which the plain loop in C# reads too. Lives as long as the process.</summary>
internal sealed unsafe class PlainNetwork
{
    /// <summary>Lays out a network.</summary>
    public PlainNetwork(Network network)
    {
        var layers = (Layer*)NativeMemory.Alloc((nuint)(network.Layers.Count * sizeof(Layer)));
        for (int i = 0; i < network.Layers.Count; i++)
            layers[i] = Of(network, i);
        int words = network.Layers.Max(layer => layer.Sums.Height * layer.Sums.Width * WeightWords.Of(layer.Outputs));
        words = Math.Max(words, network.Image.Height * network.Image.Width * WeightWords.Of(network.Image.Channels));
        Pointer = (Root*)NativeMemory.AllocZeroed((nuint)sizeof(Root));
        *Pointer = new()
        {
            Height = network.Image.Height,
            Width = network.Image.Width,
            Channels = network.Image.Channels,
            Count = network.Layers.Count,
            SignFrom = network.SignFrom,
            Steps = Copy<short>(network.Steps),
            Layers = layers,
            Bits = Copy<ulong>(new ulong[words]),
            Next = Copy<ulong>(new ulong[words]),
            Numbers = Copy<short>(new short[network.Image.Count]),
            Patch = Copy<short>(new short[network.Layers[0].FanIn]),
        };
    }

    /// <summary>struct network.</summary>
    public Root* Pointer { get; }

    private static Layer Of(Network network, int index)
    {
        var layer = network.Layers[index];
        bool isFirst = index == 0 && !network.ReadsSigns, isLast = index == network.Layers.Count - 1;
        short[] signs = isFirst ? [.. layer.Weights.Select(weight => (short)weight)] : [];
        return new()
        {
            Height = layer.Input.Height,
            Width = layer.Input.Width,
            Channels = layer.Input.Channels,
            Outputs = layer.Outputs,
            KernelHeight = layer.KernelHeight,
            KernelWidth = layer.KernelWidth,
            Stride = layer.Stride,
            Padding = layer.Padding,
            Rows = layer.Sums.Height,
            Columns = layer.Sums.Width,
            Pool = layer.Pool,
            Words = WeightWords.Of(layer.Input.Channels),
            ResultWords = WeightWords.Of(layer.Outputs),
            Weights = Copy<ulong>(isFirst ? [] : WeightWords.Pack(layer)),
            Signs = Copy<short>(signs),
            Limits = Copy<int>(layer.Limits),
            Scores = Copy<float>(isLast ? network.Scores : []),
        };
    }

    private static T* Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return null;
        var copy = (T*)NativeMemory.AlignedAlloc((nuint)(values.Length * sizeof(T)), 64);
        values.CopyTo(new(copy, values.Length));
        return copy;
    }

    /// <summary>struct layer of plain.c, which explains the fields.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Layer
    {
        public int Height, Width, Channels, Outputs, KernelHeight, KernelWidth, Stride, Padding, Rows, Columns, Pool, Words, ResultWords;
        public ulong* Weights;
        public short* Signs;
        public int* Limits;
        public float* Scores;
    }

    /// <summary>struct network of plain.c.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Root
    {
        public int Height, Width, Channels, Count, SignFrom;
        public short* Steps;
        public Layer* Layers;
        public ulong* Bits, Next;
        public short* Numbers, Patch;
    }
}
