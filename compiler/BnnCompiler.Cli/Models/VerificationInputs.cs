// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.SelfChecking;

namespace BnnCompiler.Cli.Models;

/// <summary>Inputs to compare engines on: corner cases, where carries, ties and borders are, then random ones.</summary>
internal sealed class VerificationInputs
{
    private static readonly byte[] PixelCorners = [0, 1, 127, 128, 254, 255];
    private static readonly float[] ValueCorners = [0f, -0f, 0.5f, 1f, -1f, 127.5f, 255f, float.Epsilon, -float.Epsilon, 1e30f, -1e30f];

    private VerificationInputs(InputElement element, int length, byte[] bytes, int cornerCount)
    {
        Element = element;
        Length = length;
        Bytes = bytes;
        CornerCount = cornerCount;
    }

    /// <summary>What one element is.</summary>
    public InputElement Element { get; }

    /// <summary>Elements of one input.</summary>
    public int Length { get; }

    /// <summary>All inputs one behind the other, as a raw input file holds them.</summary>
    public byte[] Bytes { get; }

    /// <summary>How many of the first inputs are corner cases.</summary>
    public int CornerCount { get; }

    /// <summary>How many inputs there are.</summary>
    public int Count => Bytes.Length / (Length * ElementSize);

    private int ElementSize => Element == InputElement.UInt8 ? 1 : sizeof(float);

    /// <summary>The corner cases of an input and <paramref name="samples"/> random ones, always the same for a seed.</summary>
    public static VerificationInputs Create(InputShape shape, int samples, int seed)
    {
        ulong state = unchecked((ulong)seed);
        return shape.Element == InputElement.UInt8
            ? Of(InputElement.UInt8, shape.Length, PixelCorners, samples, () => (byte)SplitMix64.Next(ref state))
            : Of(InputElement.Float32, shape.Length, ValueCorners, samples, () => (SplitMix64.Next(ref state) % 8) switch
            {
                0 => ValueCorners[SplitMix64.Next(ref state) % (ulong)ValueCorners.Length],
                1 => (float)(SplitMix64.Next(ref state) % 256),
                _ => (float)((SplitMix64.NextUnit(ref state) * 4) - 2),
            });
    }

    /// <summary>One input of pixels.</summary>
    public ReadOnlySpan<byte> Pixels(int index) => Bytes.AsSpan(index * Length, Length);

    /// <summary>One input of real numbers.</summary>
    public ReadOnlySpan<float> Values(int index) =>
        MemoryMarshal.Cast<byte, float>(Bytes.AsSpan(index * Length * sizeof(float), Length * sizeof(float)));

    private static VerificationInputs Of<T>(InputElement element, int length, T[] corners, int samples, Func<T> random)
        where T : unmanaged
    {
        var inputs = new List<T[]>();
        foreach (var corner in corners)
            inputs.Add([.. Enumerable.Repeat(corner, length)]);
        foreach (int period in (int[])[2, 3, 64, 65])
            inputs.Add([.. Enumerable.Range(0, length).Select(i => i % period == 0 ? corners[^1] : corners[0])]);
        foreach (int place in (int[])[0, length / 2, length - 1])
            inputs.Add([.. Enumerable.Range(0, length).Select(i => i == place ? corners[^1] : corners[0])]);
        int cornerCount = inputs.Count;

        byte[] bytes = new byte[checked((cornerCount + samples) * length * Marshal.SizeOf<T>())];
        var elements = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        for (int i = 0; i < cornerCount; i++)
            inputs[i].CopyTo(elements[(i * length)..]);
        for (int i = cornerCount * length; i < elements.Length; i++)
            elements[i] = random();
        return new(element, length, bytes, cornerCount);
    }
}
